/** One advisory that is accepted for a while, and why. */
type Allowed = { advisory: string; reason: string; until: string }

type Advisory = { github_advisory_id: string; severity: string; module_name: string; title: string; url: string }
type Report = { advisories: Record<string, Advisory>; metadata: { totalDependencies: number } }

type Audit = {
  /** What `pnpm audit --prod --json` wrote. */
  stdout: string
  stderr: string
  allowed: readonly Allowed[]
  /** As 2026-01-31. */
  today: string
}

type Verdict = { passes: boolean; lines: string[] }

/**
 * Passes when every advisory is allowed and no allowance is over. A registry that serves no advisories is told apart from one
 * that could not be asked, or that answered nonsense: that fails.
 */
export function judgeAudit({ stdout, stderr, allowed, today }: Audit): Verdict {
  const faults = allowed.flatMap((entry) => faultsOf(entry, today))
  const report = readReport(stdout)
  if (report) return judgeReport(report, allowed, faults)
  if (!servesNoAdvisories(stderr)) return { passes: false, lines: [...faults, `✗ the audit failed: ${stderr.trim()}`] }
  const skipped = 'SKIPPED: this registry serves no advisories, so known vulnerabilities were not looked for'
  return { passes: faults.length === 0, lines: [...faults, skipped] }
}

function judgeReport({ advisories, metadata }: Report, allowed: readonly Allowed[], faults: string[]): Verdict {
  const found = Object.values(advisories)
  const isAllowed = ({ github_advisory_id: id }: Advisory) => allowed.some(({ advisory }) => advisory === id)
  const open = found.filter((each) => !isAllowed(each))
  const accepted = allowed.filter(({ advisory }) => found.some(({ github_advisory_id: id }) => id === advisory))
  const lines = [
    ...faults,
    ...open.map(({ module_name, severity, title, url }) => `✗ ${module_name}: ${title} (${severity}) ${url}`),
    ...accepted.map(({ advisory, reason, until }) => `allowed until ${until}: ${advisory}, ${reason}`),
    ...allowed.filter((entry) => !accepted.includes(entry)).map(({ advisory }) => `no longer needed: ${advisory}`),
    `${metadata.totalDependencies} packages, ${found.length} advisories, ${open.length} of them not allowed`,
  ]
  return { passes: open.length === 0 && faults.length === 0, lines }
}

function faultsOf({ advisory, reason, until }: Allowed, today: string): string[] {
  const isWhole = /^GHSA(-[0-9a-z]{4}){3}$/.test(advisory) && /\S/.test(reason) && /^\d{4}-\d\d-\d\d$/.test(until)
  if (!isWhole) return [`✗ an allowance needs its advisory (GHSA-…), a reason and until when: ${advisory}`]
  return until < today ? [`✗ the allowance of ${advisory} ended on ${until}: ${reason}`] : []
}

/** Undefined for what is no report; one that counted no packages is none either. */
function readReport(text: string): Report | undefined {
  try {
    const { advisories, metadata } = JSON.parse(text) as Partial<Report>
    if (!advisories || !metadata || !(metadata.totalDependencies > 0)) return undefined
    return { advisories, metadata }
  } catch {
    return undefined
  }
}

/** pnpm breaks its lines and draws a rule before them. */
function servesNoAdvisories(stderr: string): boolean {
  const said = stderr.replaceAll(/[\s│]+/g, ' ')
  return /ERR_PNPM_AUDIT_ENDPOINT_NOT_EXISTS|ERR_PNPM_AUDIT_BAD_RESPONSE .*responded with (405|501)\b/.test(said)
}

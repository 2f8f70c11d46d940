import type { Finding } from './hunt.ts'

const heading = 'planted bug'

/** A line for each bug: whether it was found, in which run and by what. */
export function describeFindings(findings: readonly Finding[]): string[] {
  const width = Math.max(heading.length, ...findings.map(({ bug }) => bug.name.length))
  const missed = findings.filter(({ isFound }) => !isFound)
  return [
    `  ${heading.padEnd(width)}  run  time   found by`,
    ...findings.map((finding) => describeFinding(finding, width)),
    '',
    missed.length === 0
      ? `All ${findings.length} found.`
      : `NOT found: ${missed.map(({ bug }) => bug.name).join(', ')}`,
  ]
}

function describeFinding(finding: Finding, width: number): string {
  const { bug, isFound, runs, seconds } = finding
  const start = `${isFound ? '✓' : '✗'} ${bug.name.padEnd(width)}  ${String(runs).padEnd(3)}  ${`${seconds} s`.padEnd(5)}`
  return `${start}  ${verdictOn(finding)}`
}

function verdictOn({ violated, violatedWithout, bug }: Finding): string {
  if (violatedWithout.length > 0) return `nothing is proven: without it too, ${violatedWithout.join(', ')}`
  const naming = violated.filter((id) => bug.foundBy.includes(id))
  const others = violated.filter((id) => !bug.foundBy.includes(id))
  if (naming.length === 0) return others.length === 0 ? 'nothing' : `nothing that names it, only ${others.join(', ')}`
  return others.length === 0 ? naming.join(', ') : `${naming.join(', ')} (and ${others.join(', ')})`
}

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { judgeAudit } from '../judge-audit.ts'

const today = '2026-03-01'
const nodemailer = { advisory: 'GHSA-mm7p-fcc7-pg87', reason: 'we hand over one address, never a list', until: today }
const hono = { advisory: 'GHSA-2234-fmw7-43wr', reason: 'not a route of ours', until: '2026-12-31' }

/** As pnpm 12.21 wrote them, the advisories being made up. */
const recorded = (name: string) => readFileSync(join(import.meta.dirname, 'audit-answers', name), 'utf8')
const report = (name: string, allowed = [nodemailer, hono]) =>
  judgeAudit({ stdout: recorded(name), stderr: '', allowed, today })
const failure = (stderr: string, allowed: (typeof hono)[] = []) => judgeAudit({ stdout: '', stderr, allowed, today })

describe('the audit', () => {
  it('when nothing is known, it passes and says how many packages it looked at', () => {
    const lines = ['268 packages, 0 advisories, 0 of them not allowed']
    expect(report('clean.json', [])).toEqual({ passes: true, lines })
  })

  it('when a vulnerability is known, it fails and names package, severity and address', () => {
    const { passes, lines } = report('vulnerable.json', [nodemailer])
    expect(passes).toBe(false)
    const address = 'https://github.com/advisories/GHSA-2234-fmw7-43wr'
    expect(lines[0]).toBe(`✗ hono: A made up advisory of hono (high) ${address}`)
    expect(lines.at(-1)).toBe('268 packages, 2 advisories, 1 of them not allowed')
  })

  it('when each is allowed, it passes on the last day too, and shows why', () => {
    const { passes, lines } = report('vulnerable.json')
    expect(passes).toBe(true)
    expect(lines).toContain(`allowed until ${today}: ${nodemailer.advisory}, ${nodemailer.reason}`)
  })

  it('when an allowance is over, it fails, even if nothing is known any more', () => {
    const over = [{ ...hono, until: '2026-02-28' }]
    for (const verdict of [report('clean.json', over), failure(recorded('not-there.txt'), over)]) {
      expect(verdict.passes).toBe(false)
      expect(verdict.lines[0]).toBe(`✗ the allowance of ${hono.advisory} ended on 2026-02-28: ${hono.reason}`)
    }
  })

  it('when an allowance is not needed, it passes and says so', () => {
    expect(report('clean.json', [hono])).toMatchObject({
      passes: true,
      lines: [`no longer needed: ${hono.advisory}`, expect.any(String)],
    })
  })

  it.each([{ advisory: '1105678' }, { reason: ' ' }, { until: 'never' }])(
    'when an allowance lacks %o, it fails',
    (part) => {
      expect(report('clean.json', [{ ...hono, ...part }]).passes).toBe(false)
    },
  )

  it.each(['not-there.txt', 'not-allowed.txt'])(
    'when the registry serves no advisories (%s), it passes and says that nothing was checked',
    (name) => {
      const { passes, lines } = failure(recorded(name))
      expect(passes).toBe(true)
      expect(lines).toEqual([expect.stringMatching(/^SKIPPED: /)])
    },
  )

  it.each(['failing.txt', 'garbage.txt'])('when the registry fails (%s), so does it', (name) => {
    const { passes, lines } = failure(recorded(name))
    expect(passes).toBe(false)
    expect(lines[0]).toContain('ERR_PNPM_AUDIT_BAD_RESPONSE')
  })

  it.each(['', '<html>', '[]', 'null', '{"advisories":{},"metadata":{"totalDependencies":0}}'])(
    'when what was written is %o, it fails',
    (stdout) => {
      expect(judgeAudit({ stdout, stderr: '', allowed: [], today }).passes).toBe(false)
    },
  )
})

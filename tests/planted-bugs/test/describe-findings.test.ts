import { expect, it } from 'vitest'
import { describeFindings } from '../src/describe-findings.ts'
import type { Finding } from '../src/hunt.ts'

const bug = {
  ...{ name: 'no-fence', meaning: 'Who has lost its key still writes.', changes: [] },
  ...{ circumstances: { orders: 1, seconds: 1, faults: 'kill' }, foundBy: ['C1', 'quiet'] },
}
const found: Finding = { bug, isFound: true, runs: 2, violated: ['C1', 'L2'], violatedWithout: [], seconds: 184 }

it('when bugs were looked for, the table tells of each the run and what found it', () => {
  const missed = { ...found, isFound: false, runs: 3 }
  expect(
    describeFindings([
      found,
      { ...found, violated: ['C1'] },
      { ...missed, violated: [] },
      { ...missed, violated: ['E1'] },
      { ...missed, violatedWithout: ['C1'] },
    ]),
  ).toEqual([
    '  planted bug  run  time   found by',
    '✓ no-fence     2    184 s  C1 (and L2)',
    '✓ no-fence     2    184 s  C1',
    '✗ no-fence     3    184 s  nothing',
    '✗ no-fence     3    184 s  nothing that names it, only E1',
    '✗ no-fence     3    184 s  nothing is proven: without it too, C1',
    '',
    'NOT found: no-fence, no-fence, no-fence',
  ])
})

it('when all were found, the table ends with that', () => {
  expect(describeFindings([found]).at(-1)).toBe('All 1 found.')
})

import { describe, expect, it } from 'vitest'
import { readReport } from '../src/read-report.ts'

const green = ['✓ quiet 12.1 s after the last fault', '', '✓ L4  no order waits', '', 'All holds. Seed 7.']
const red = [
  '✗ L4  no order waits: 2 rows, such as {}',
  '✓ S1  versions rise',
  '✗ L10 every process was announced: 1 rows',
]
const end = 'NOT all holds. Seed 7: npm run chaos -- --seed 7'

describe('what is read out of the report of npm run chaos', () => {
  it('when all holds, it is no violation', () => {
    expect(readReport(green.join('\n'))).toEqual([])
  })

  it('when a goal was missed that turns no run red, it is no violation either', () => {
    const missed = 'All invariants hold, and it was quiet in time, but a goal was missed. Seed 7.'
    expect(readReport(['✗ time to recover, of 9 orders', ...green.slice(0, -1), missed].join('\n'))).toEqual([])
  })

  it('when invariants are violated, it is their ids', () => {
    expect(readReport([...red, end].join('\n'))).toEqual(['L4', 'L10'])
  })

  it.each(['✗ never quiet', '✗ quiet 131.0 s after the last fault'])('when it says "%s", it is `quiet`', (line) => {
    expect(readReport([line, '✗ still there: 3 open checkouts', end].join('\n'))).toEqual(['quiet'])
  })

  it('when there is no verdict, it is refused with the end of what was said', () => {
    expect(() => readReport('chaos with seed 7\npostgres did not start')).toThrow('postgres did not start')
  })
})

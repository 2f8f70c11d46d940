import { describe, expect, it } from 'vitest'
import type { DriverLog, Injected } from '../src/evidence.ts'
import { usualOptions } from '../src/options.ts'
import { describeRun, describeRuns } from '../src/report.ts'
import { type Run, summarize } from '../src/summary.ts'

const injected = (fault: string, target: string): Injected => ({
  ...{ at: '2026-01-01T00:00:00Z', until: null, fault, target, detail: '' },
})
const log = (quietAt: string | null): DriverLog => ({
  ...{ seed: 7, startedAt: '2026-01-01T00:00:00Z', faultsEndedAt: '2026-01-01T00:01:00Z', quietAt },
  ...{ tries: [], expected: [], refusedMails: [], poisonedMessages: [] },
  injected: [injected('kill', 'order'), injected('kill', 'payment'), injected('kill', 'order')],
})
const run = (change: Partial<Run> = {}): Run => ({
  ...{ options: usualOptions, log: log('2026-01-01T00:02:59Z'), unrest: {}, placedLate: 0 },
  ...{ orderStates: { paid: 120 }, violations: [] },
  recoveries: Array.from({ length: 100 }, (_, index) => ({ orderId: String(index), recoveredMs: index * 100 })),
  ...change,
})

describe('the summary of a run', () => {
  it('when all holds and it was quiet in time, it is green, with faults by target and times to recover', () => {
    const summary = summarize(run())
    expect(summary).toMatchObject({ isGreen: true, isInTime: true, quietAfterMs: 119_000 })
    expect(summary.injected).toEqual([
      { fault: 'kill', times: 3, byTarget: { order: 2, payment: 1 }, byDetail: { '': 3 } },
    ])
    expect(summary.recovery).toEqual({ orders: 100, p50Ms: 5_000, p95Ms: 9_500, maxMs: 9_900, isWithinGoal: true })
    expect(summary.settledUnderFaults).toBe(20)
    expect(describeRun(summary).at(-1)).toBe('All holds. Seed 7.')
  })

  it.each([
    ['one invariant does not hold', { violations: [{ invariant: 'M1', rows: [{ order_id: 'o' }] }] }, '✗ M1'],
    ['it was quiet too late', { log: log('2026-01-01T00:03:01Z') }, '✗ quiet 121.0 s'],
    ['it was never quiet', { log: log(null), unrest: { 'open checkouts': 2 } }, '✗ still there: 2 open checkouts'],
  ])('when %s, it is not green and says why', (_, change, said) => {
    const summary = summarize(run(change))
    expect(summary.isGreen).toBe(false)
    expect(describeRun(summary).join('\n')).toContain(said)
    expect(describeRun(summary).at(-1)).toContain('NOT all holds. Seed 7: npm run chaos -- --orders 300')
  })

  it('when p95 is above its goal, that is told and the run is green all the same', () => {
    const slow = summarize(run({ recoveries: [{ orderId: 'o', recoveredMs: 46_000 }] }))
    expect(slow.isGreen).toBe(true)
    expect(describeRun(slow).join('\n')).toContain('✗ time to recover')
    expect(describeRun(slow).at(-1)).toContain('but a goal was missed')
  })

  it.each([
    [60, '✓ 240 of 300 were placed'],
    [61, '✗ 239 of 300 were placed'],
  ])('when %i orders come after the faults, that is told: %s', (placedLate, said) => {
    const late = summarize(run({ placedLate }))
    expect(late.isGreen).toBe(true)
    expect(describeRun(late).join('\n')).toContain(said)
  })

  it('when there were several, each has a line, with what it violated', () => {
    const red = summarize(run({ violations: [{ invariant: 'L9', rows: [{}] }] }))
    const [green, other] = describeRuns([summarize(run()), red]).slice(-2)
    expect(green).toMatch(/^✓ .* none$/)
    expect(other).toMatch(/^✗ .* L9$/)
  })
})

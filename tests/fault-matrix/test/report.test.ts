import { describe, expect, it } from 'vitest'
import type { Cell } from '../src/cells.ts'
import { describeMatrix, describeRescues, faultsOfCell, violationsOf } from '../src/report.ts'
import { percentile } from '../src/rescue.ts'
import type { CellRun } from '../src/run-cell.ts'
import type { SystemRun } from '../src/run-matrix.ts'

const target = { name: 'order', processes: ['order', 'order-2'] }
const cell = (fault: Cell['fault']): Cell => ({ name: `order.${fault}`, target, fault })
const green = (fault: Cell['fault']): CellRun => ({
  ...{ cell: cell(fault), faultAt: new Date(0), recoveredMs: 12_340, unrest: {}, casualties: [] },
})
const systemOf = (runs: CellRun[], violations: SystemRun['violations'] = []): SystemRun[] => [
  { runs, violations, rescues: [] },
]

describe('the verdict on a cell', () => {
  it('when it came to rest and violated nothing, then it is green', () => {
    expect(faultsOfCell('order.kill', systemOf([green('kill')]))).toEqual([])
  })

  it('when it was never run, then it is not', () => {
    expect(faultsOfCell('order.kill', systemOf([green('stop')]))).toEqual(['it was not run'])
  })

  it('when it came to no rest, then it is not, and says what was left', () => {
    const run = { ...green('kill'), recoveredMs: null, unrest: { 'open checkouts': 2 } }
    expect(faultsOfCell('order.kill', systemOf([run]))).toEqual(['no rest in time: {"open checkouts":2}'])
  })

  it('when a bystander ended by itself, then it is not', () => {
    expect(faultsOfCell('order.kill', systemOf([{ ...green('kill'), casualties: ['web'] }]))).toEqual([
      'web ended by itself',
    ])
  })

  it('when a row of an invariant is its own, then it alone is red', () => {
    const systems = systemOf([green('kill'), green('term')], [{ cell: 'order.term', invariant: 'M1', row: { n: 2 } }])
    expect(faultsOfCell('order.term', systems)).toEqual(['M1: {"n":2}'])
    expect(faultsOfCell('order.kill', systems)).toEqual([])
    expect(violationsOf(null, systems)).toEqual([])
  })
})

describe('the table', () => {
  it('when cells are green, red and missing, then it says so, with the time of each', () => {
    const systems = systemOf([green('kill'), { ...green('stop'), recoveredMs: null }])
    const [, , row] = describeMatrix([target], systems)
    expect(row).toContain('✓ 12.3 s')
    expect(row).toContain('✗ never')
    expect(row).toContain('–')
  })
})

describe('the rescues', () => {
  it('when there are hundred values, then one of them may exceed the 99th percentile', () => {
    const values = Array.from({ length: 100 }, (_, index) => index)
    expect([percentile(values, 0.5), percentile(values, 0.99), percentile([], 0.99)]).toEqual([49, 98, 0])
  })

  it('when several workers were killed, then each has a line, and all together one', () => {
    const rescues = [
      { cell: 'order.kill', orderId: 'a', afterMs: 10_000 },
      { cell: 'payment.kill', orderId: 'b', afterMs: 30_000 },
    ]
    const lines = describeRescues(rescues)
    expect(lines).toHaveLength(3)
    expect(lines.at(-1)).toMatch(/^all +2 held {3}p50 10\.0 s {3}p99 30\.0 s$/)
  })
})

import { describe, expect, it } from 'vitest'
import { growthOf, tableOf } from '../src/verdict.ts'

const hourLong = (name: string, perHour: number) =>
  Array.from({ length: 361 }, (_, n) => ({ hours: n / 360, values: { [name]: 100 + (perHour * n) / 360 } }))

describe('the verdict on a soak', () => {
  it.each([
    ['order heap MB', 0.9, 'flat'],
    ['order heap MB', 1.1, 'grows'],
    ['order files', 0, 'flat'],
    ['order files', 30, 'grows'],
    ['connections', 12, 'grows'],
    ['postgres files', 30, ''],
    ['postgres restarts', 30, 'grows'],
    ['order rss MB', 500, ''],
    ['order.orders rows', 7_200, ''],
  ])('when %s grows by %d in an hour, it is "%s"', (name, perHour, verdict) => {
    expect(growthOf(hourLong(name, perHour))).toMatchObject([{ name, verdict }])
  })

  it('when the first half hour grows and the rest does not, it is flat', () => {
    const values = hourLong('order heap MB', 0).map((sample, n) =>
      n < 180 ? { ...sample, values: { 'order heap MB': n } } : sample,
    )
    expect(growthOf(values)).toMatchObject([{ perHour: 0, verdict: 'flat' }])
  })

  it('when the run is shorter than an hour, nothing is judged', () => {
    const minute = hourLong('order heap MB', 900).slice(0, 7)
    expect(growthOf(minute)).toMatchObject([{ verdict: '' }])
    expect(tableOf(growthOf(minute))).toContain('| order heap MB | 107.5 | 115.0 | 900.00 |  |')
  })
})

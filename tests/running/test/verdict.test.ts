import { describe, expect, it } from 'vitest'
import { growthFaults, growthOf, restartFaults, tableOf } from '../src/verdict.ts'

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
    ['order rss MB', 500, ''],
    ['order.orders rows', 7_200, ''],
  ])('when %s grows by %d in an hour, it is "%s"', (name, perHour, verdict) => {
    expect(growthOf(hourLong(name, perHour))).toMatchObject([{ name, verdict }])
  })

  it('when something grows, it is named with its figure', () => {
    expect(growthFaults(growthOf(hourLong('order files', 30)))).toEqual(['order files grows by 30.0 an hour'])
  })

  it('when somebody was started again at any time, however short the run, that is a fault', () => {
    const samples = [0, 1, 1].map((times, n) => ({
      hours: n / 360,
      values: { 'order restarts': times, 'web restarts': 0 },
    }))
    expect(restartFaults(samples)).toEqual(['order restarts: 1'])
    expect(restartFaults(samples.slice(0, 1))).toEqual([])
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

import { describe, expect, it } from 'vitest'
import { slopePerHour } from '../src/slope.ts'

describe('the slope of a value', () => {
  it('when it grows by two in half an hour, it is four an hour', () => {
    const points = [0, 0.25, 0.5].map((hours) => ({ hours, value: 10 + 4 * hours }))
    expect(slopePerHour(points)).toBeCloseTo(4)
  })

  it('when it swings around one value, it is next to nothing', () => {
    const points = Array.from({ length: 100 }, (_, n) => ({ hours: n / 100, value: 50 + (n % 2) }))
    expect(Math.abs(slopePerHour(points))).toBeLessThan(0.1)
  })

  it.each([[[]], [[{ hours: 1, value: 5 }]]])('when there are too few moments, it is 0', (points) => {
    expect(slopePerHour(points)).toBe(0)
  })
})

import { describe, expect, it } from 'vitest'
import { shiftClock } from '../src/shift-clock.ts'

const fiveMinutesMs = 300_000

describe('a clock that goes wrong', () => {
  it.each([fiveMinutesMs, -fiveMinutesMs])(
    'when it is shifted by %i ms, every way to ask for the time tells it',
    (ms) => {
      const world = { Date }
      const clock = shiftClock(world)
      clock.shift(ms)
      const shifted = Date.now() + ms
      for (const told of [world.Date.now(), new world.Date().getTime(), Date.parse(world.Date())]) {
        expect(Math.abs(told - shifted)).toBeLessThan(1_500)
      }
      clock.shift(0)
      expect(Math.abs(world.Date.now() - Date.now())).toBeLessThan(1_000)
    },
  )

  it('when a certain time is meant, it is that one, and a date all the same', () => {
    const world = { Date }
    shiftClock(world).shift(fiveMinutesMs)
    expect(new world.Date(0).toISOString()).toBe('1970-01-01T00:00:00.000Z')
    expect(new world.Date('2026-01-02T03:04:05Z').getTime()).toBe(Date.UTC(2026, 0, 2, 3, 4, 5))
    expect(new world.Date()).toBeInstanceOf(Date)
    expect(new Date()).toBeInstanceOf(world.Date)
  })
})

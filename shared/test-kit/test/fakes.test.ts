import { expect, it } from 'vitest'
import { captureLog } from '../src/capture-log.ts'
import { advanceableClock, fixedClock } from '../src/clock.ts'
import { seededRandom } from '../src/seeded-random.ts'
import { sequentialIds } from '../src/sequential-ids.ts'

it('when a clock is advanced, it tells the later time, and a fixed one never moves', () => {
  const clock = advanceableClock('2026-01-15T10:00:00.000Z')
  clock.advance(1_500)
  expect(clock.now().toISOString()).toBe('2026-01-15T10:00:01.500Z')
  expect(fixedClock()().toISOString()).toBe('2026-01-15T10:00:00.000Z')
})

it('when the seed is the same, the numbers are, evenly spread from 0 to 1', () => {
  const one = seededRandom(7)
  const numbers = Array.from({ length: 10_000 }, one)
  const again = seededRandom(7)
  expect(numbers.slice(0, 100)).toEqual(Array.from({ length: 100 }, again))
  expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true)
  expect(numbers.reduce((sum, number) => sum + number) / numbers.length).toBeCloseTo(0.5, 1)
})

it('when ids are made, they count up, are version 7 by form and differ between series', () => {
  const newId = sequentialIds()
  expect([newId(), newId()]).toEqual(['00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000002'])
  expect(sequentialIds(31)()).toBe('00000000-001f-7000-8000-000000000001')
})

it('when a logger is captured, its lines carry the fields of its parents', () => {
  const log = captureLog()
  log.logger.child({ orderId: 'o1' }).warn({ attempt: 2 }, 'tried again')
  log.logger.error(new Error('broken'))
  log.logger.info('plain')
  expect(log.lines[0]).toEqual({ level: 'warn', msg: 'tried again', orderId: 'o1', attempt: 2 })
  expect(log.messages()).toEqual(['tried again', 'broken', 'plain'])
})

import { expect, it } from 'vitest'
import { createDriverRecord } from '../src/driver/driver-record.ts'

it('when a process is frozen, it is held until the fault ends; a kill holds nothing', () => {
  const record = createDriverRecord(() => new Date(0))
  record.inject('kill', 'order')
  const ended = record.inject('stop', 'order', '45 s')
  expect([record.isHeld('order'), record.isHeld('payment')]).toEqual([true, false])
  ended()
  expect(record.isHeld('order')).toBe(false)
  expect(record.injected.map(({ until }) => until)).toEqual([null, '1970-01-01T00:00:00.000Z'])
})

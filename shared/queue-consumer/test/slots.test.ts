import { describe, expect, it } from 'vitest'
import { createSlots } from '../src/slots.ts'

const noLimit = Number.POSITIVE_INFINITY

describe('the slots of a consumer', () => {
  it('when more are wanted than are free, it gives the free ones and then none', () => {
    const slots = createSlots(10)
    expect(slots.take(8, noLimit)).toBe(8)
    expect(slots.take(8, noLimit)).toBe(2)
    expect(slots.take(8, noLimit)).toBe(0)
    slots.release(3)
    expect(slots.take(8, noLimit)).toBe(3)
  })

  it('when a limit is set, those taken before count against it', () => {
    const slots = createSlots(10)
    expect(slots.take(10, 0)).toBe(0)
    expect(slots.take(10, 1)).toBe(1)
    expect(slots.take(10, 1)).toBe(0)
    expect(slots.take(10, noLimit)).toBe(9)
    expect(slots.take(10, 1)).toBe(0)
  })

  it('when slots are freed one by one in a turn, who waits is woken after all of them', async () => {
    const slots = createSlots(3)
    slots.take(3, noLimit)
    const woken = slots.nextRelease(60_000).then(() => slots.take(3, noLimit))
    slots.release(1)
    slots.release(1)
    await Promise.resolve().then(() => slots.release(1))
    expect(await woken).toBe(3)
  })

  it('when none is freed, who waits is woken in time to ask again', async () => {
    await createSlots(1).nextRelease(5)
  })
})

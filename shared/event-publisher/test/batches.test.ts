import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { intoBatches } from '../src/batches.ts'
import { sizeInBytes } from '../src/outgoing-event.ts'

const event = (id: string, bodyBytes: number) => ({ id, body: 'x'.repeat(bodyBytes), attributes: { eventType: 'e' } })

describe('batches of events', () => {
  it('when there are none, there is no batch', () => {
    expect(intoBatches([])).toEqual([])
  })

  it('when the events are large, five of 60 KiB do not go together', () => {
    const batches = intoBatches(Array.from({ length: 5 }, (_, n) => event(String(n), 60 * 1024)))
    expect(batches.map((batch) => batch.length)).toEqual([4, 1])
  })

  it('when there are many of any size, all are there in order, and no batch is over a limit', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 65_536 }), { maxLength: 60 }), (sizes) => {
        const events = sizes.map((size, n) => event(String(n), size))
        const batches = intoBatches(events)
        expect(batches.flat()).toEqual(events)
        for (const batch of batches) {
          expect(batch.length).toBeLessThanOrEqual(10)
          expect(batch.reduce((sum, one) => sum + sizeInBytes(one), 0)).toBeLessThanOrEqual(262_144)
        }
      }),
    )
  })
})

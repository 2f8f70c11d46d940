import { advanceableClock } from '@waybill/test-kit'
import { describe, expect, it } from 'vitest'
import { createReadOnce } from '../src/index.ts'

/** A read that ends when told; its answer is the number of the read. */
function reading(keptMs = 10_000) {
  const clock = advanceableClock()
  const reads: { succeed: () => void; fail: (error: Error) => void }[] = []
  const read = () => {
    const { promise, resolve, reject } = Promise.withResolvers<number>()
    const which = reads.length + 1
    reads.push({ succeed: () => resolve(which), fail: reject })
    return promise
  }
  return { clock, reads, ask: createReadOnce({ read, keptMs, now: clock.now }) }
}

describe('reading what is dear to read', () => {
  it('when many ask at once, they share one read', async () => {
    const { reads, ask } = reading()
    const asked = [ask(), ask(), ask()]
    reads[0]?.succeed()
    expect(await Promise.all(asked)).toEqual([1, 1, 1])
    expect(reads).toHaveLength(1)
  })

  it('when it is asked for again within ten seconds it is not read again; after them, once', async () => {
    const { clock, reads, ask } = reading()
    const first = ask()
    reads[0]?.succeed()
    await first
    clock.advance(9_999)
    expect(await ask()).toBe(1)
    clock.advance(1)
    const asked = [ask(), ask()]
    reads[1]?.succeed()
    expect(await Promise.all(asked)).toEqual([2, 2])
    expect(await ask()).toBe(2)
    expect(reads).toHaveLength(2)
  })

  it('when a read takes longer than that, no other is begun beside it, and its answer is old when it comes', async () => {
    const { clock, reads, ask } = reading()
    const first = ask()
    clock.advance(12_000)
    const second = ask()
    expect(reads).toHaveLength(1)
    reads[0]?.succeed()
    expect(await Promise.all([first, second])).toEqual([1, 1])
    void ask()
    expect(reads).toHaveLength(2)
  })

  it('when a read fails, those who waited are told, and the next asker reads anew', async () => {
    const { reads, ask } = reading()
    const asked = Promise.allSettled([ask(), ask()])
    reads[0]?.fail(new Error('no answer'))
    expect((await asked).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    const again = ask()
    reads[1]?.succeed()
    expect(await again).toBe(2)
  })

  it('when nothing is to be kept, each read is of now, and still shared', async () => {
    const { reads, ask } = reading(0)
    const asked = [ask(), ask()]
    reads[0]?.succeed()
    expect(await Promise.all(asked)).toEqual([1, 1])
    const again = ask()
    reads[1]?.succeed()
    expect(await again).toBe(2)
  })

  it('when the clock is set back, it is read anew', async () => {
    const { clock, reads, ask } = reading()
    const first = ask()
    reads[0]?.succeed()
    await first
    clock.advance(-3_600_000)
    void ask()
    expect(reads).toHaveLength(2)
  })
})

import { describe, expect, it } from 'vitest'
import { createBatcher } from '../src/batcher.ts'

function batcherThat(answers: ((entries: number[]) => number[])[] = []) {
  const sent: number[][] = []
  const left: { entries: number[]; error: unknown }[] = []
  const pauses: number[] = []
  const batcher = createBatcher<number>({
    async send(entries) {
      sent.push(entries)
      return answers[sent.length - 1]?.(entries) ?? []
    },
    leave: (entries, error) => left.push({ entries, error }),
    pauseBeforeRetry: async (retry) => void pauses.push(retry),
  })
  return { batcher, sent, left, pauses }
}

const fail = () => {
  throw new Error('no answer')
}

describe('a batcher', () => {
  it('when 25 are added, it sends two full calls at once and the rest when asked to', async () => {
    const { batcher, sent } = batcherThat()
    for (let n = 0; n < 25; n++) batcher.add(n)
    expect(sent.map((entries) => entries.length)).toEqual([10, 10])
    await batcher.flush()
    expect(sent.map((entries) => entries.length)).toEqual([10, 10, 5])
  })

  it('when one is added, it is sent soon by itself', async () => {
    const { batcher, sent } = batcherThat()
    batcher.add(1)
    expect(sent).toEqual([])
    await expect.poll(() => sent, { interval: 10 }).toEqual([[1]])
  })

  it('when some entries fail, only those are sent again', async () => {
    const { batcher, sent, left, pauses } = batcherThat([() => [2, 3], () => [3]])
    for (const n of [1, 2, 3]) batcher.add(n)
    await batcher.flush()
    expect(sent).toEqual([[1, 2, 3], [2, 3], [3]])
    expect(pauses).toEqual([1, 2])
    expect(left).toEqual([])
  })

  it('when the call fails three times, its entries are left with the reason, and others go on', async () => {
    const { batcher, sent, left } = batcherThat([fail, fail, fail])
    batcher.add(1)
    await batcher.flush()
    expect(left).toEqual([{ entries: [1], error: new Error('no answer') }])
    batcher.add(2)
    await batcher.flush()
    expect(sent).toEqual([[1], [1], [1], [2]])
  })

  it('when there is nothing to send, a flush ends at once', async () => {
    const { batcher, sent } = batcherThat()
    await batcher.flush()
    expect(sent).toEqual([])
  })
})

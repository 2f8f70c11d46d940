import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { publishClaimed } from '../src/publication.ts'

const claimed = ['a', 'b'].map((id) => ({
  id,
  eventType: 'order-paid',
  payload: '{}',
  attributes: { traceparent: '00-1-2-01', eventType: 'stale' },
  attempts: 1,
}))

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

describe('publishing what was claimed', () => {
  it('when it hands events over, the event type and the id are among the attributes', async () => {
    const publish = vi.fn(async () => ({ accepted: ['a', 'b'], refused: [] }))
    expect(await publishClaimed(publish, claimed)).toEqual({ accepted: ['a', 'b'], refused: [] })
    expect(publish).toHaveBeenCalledWith([
      { id: 'a', body: '{}', attributes: { traceparent: '00-1-2-01', eventType: 'order-paid', id: 'a' } },
      { id: 'b', body: '{}', attributes: { traceparent: '00-1-2-01', eventType: 'order-paid', id: 'b' } },
    ])
    expect(vi.getTimerCount()).toBe(0)
  })

  it('when publishing throws, every event is refused in passing', async () => {
    const publication = await publishClaimed(() => Promise.reject(new Error('no route')), claimed)
    expect(publication).toEqual({
      accepted: [],
      refused: ['a', 'b'].map((id) => ({ id, reason: 'no route', fault: 'passing' })),
    })
  })

  it('when publishing never settles, it gives up while the lease still holds', async () => {
    const publication = publishClaimed(() => new Promise(() => {}), claimed)
    await vi.advanceTimersByTimeAsync(9_000)
    expect((await publication).refused).toMatchObject([
      { id: 'a', fault: 'passing', reason: 'no answer in 9000 ms' },
      { id: 'b', fault: 'passing' },
    ])
  })
})

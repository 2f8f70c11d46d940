import { AsyncLocalStorage } from 'node:async_hooks'
import { describe, expect, it } from 'vitest'
import { BulkheadFull } from '../src/index.ts'
import { createNeighbour, createTestPolicy, outcomeOf } from './neighbour.ts'

describe('bulkhead', () => {
  it('when slots and queue are full, it refuses without a call and without a retry', async () => {
    const policy = createTestPolicy({ bulkhead: { concurrent: 2, queued: 1 } })
    const neighbour = createNeighbour([])
    const door = Promise.withResolvers<void>()
    let running = 0
    const enter = async () => {
      running += 1
      await door.promise
      return neighbour.call()
    }
    const admitted = [1, 2, 3].map(() => policy.execute(enter))
    expect(await outcomeOf(policy.execute(enter))).toBeInstanceOf(BulkheadFull)
    expect(running).toBe(2)
    door.resolve()
    expect(await Promise.all(admitted)).toEqual(['ok', 'ok', 'ok'])
    expect(running).toBe(3)
  })

  it('when a call had to wait, it still runs in the async context of its own caller', async () => {
    const requestId = new AsyncLocalStorage<string>()
    const policy = createTestPolicy({ bulkhead: { concurrent: 1, queued: 2 } })
    const callAs = (id: string) =>
      requestId.run(id, () =>
        policy.execute(async () => {
          await Promise.resolve()
          return requestId.getStore()
        }),
      )
    expect(await Promise.all(['a', 'b', 'c'].map(callAs))).toEqual(['a', 'b', 'c'])
  })
})

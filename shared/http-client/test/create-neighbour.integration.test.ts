import { describe, expect, it } from 'vitest'
import { createNeighbour } from '../src/index.ts'
import { parcelsApi, sendParcel } from './contract.ts'
import { accepts, problem, startServer } from './misbehaving-server.ts'

const budget = { tries: 1, attemptTimeoutMs: 2_000, totalTimeoutMs: 6_000, concurrent: 5 }
const chance = { random: () => 0, now: () => new Date(0), monotonicMs: () => 0 }

describe('a neighbour with its budget', () => {
  it.each([
    ['k1', 'Bearer k1'],
    [undefined, undefined],
  ])('when the service key is %s, it sends authorization %s', async (serviceKey, authorization) => {
    await using server = await startServer(accepts)
    const { call } = createNeighbour({ neighbour: 'parcels', baseUrl: server.baseUrl, serviceKey, budget, ...chance })
    await call(parcelsApi.send, sendParcel)
    expect(server.seen[0]?.headers.authorization).toBe(authorization)
  })

  it('when two clients share the breaker, an outage that one saw keeps the other from calling', async () => {
    await using server = await startServer(problem(503, 'down'))
    const deps = { neighbour: 'parcels', baseUrl: server.baseUrl, budget, ...chance }
    const first = createNeighbour(deps)
    const second = createNeighbour({ ...deps, breaker: first.breaker })
    for (let i = 0; i < 10; i++) await first.call(parcelsApi.send, sendParcel).catch(() => {})
    await expect(second.call(parcelsApi.send, sendParcel)).rejects.toMatchObject({ kind: 'circuit-open' })
    expect(second.state()).toBe('open')
    expect(server.seen).toHaveLength(10)
  })
})

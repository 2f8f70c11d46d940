import { describe, expect, it } from 'vitest'
import { NeighbourFault, retryAfterMsOf } from '../src/index.ts'

const faultAsking = (retryAfterSeconds: number | undefined) =>
  new NeighbourFault({ neighbour: 'order', kind: 'status', fault: 'passing', message: 'busy', retryAfterSeconds })

describe('how long a neighbour asks to be left alone', () => {
  it.each([
    ['nothing', faultAsking(undefined), 0],
    ['2 s', faultAsking(2), 2_000],
    ['a day', faultAsking(86_400), 300_000],
    ['and it is no neighbour', new Error('ours'), 0],
    ['and it is no error', undefined, 0],
  ])('when it says %s, it is known, and never more than 5 minutes', (_, error, ms) => {
    expect(retryAfterMsOf(error)).toBe(ms)
  })
})

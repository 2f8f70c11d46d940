import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { giveBackDelaySeconds } from '../src/give-back-delay.ts'
import { ConsumerStopped, RejectMessage, RetryMessage } from '../src/handler-errors.ts'

const justBelow1 = () => 0.999_999

describe('the pause before a message comes again', () => {
  it.each([
    [1, 2],
    [2, 4],
    [3, 8],
    [4, 16],
    [5, 32],
    [9, 300],
    [2_000, 300],
  ])('when it was received %i times, it is at most %i s', (receiveCount, longest) => {
    expect(giveBackDelaySeconds(new Error('passing'), receiveCount, justBelow1)).toBe(longest)
    expect(giveBackDelaySeconds('not even an error', receiveCount, () => 0)).toBe(0)
  })

  it('when the chance is any, it is a whole number of seconds between the two', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.double({ min: 0, max: 0.999, noNaN: true }), (count, chance) => {
        const seconds = giveBackDelaySeconds(new RetryMessage('later'), count, () => chance)
        expect(seconds).toSatisfy(Number.isInteger)
        expect(seconds).toBeLessThanOrEqual(Math.min(300, 2 ** count))
      }),
    )
  })

  it.each([
    [new RejectMessage('no use'), 0],
    [new ConsumerStopped('bye'), 0],
    [new RetryMessage('busy', { delaySeconds: 7 }), 7],
    [new RetryMessage('busy', { delaySeconds: 1.2 }), 2],
    [new RetryMessage('busy', { delaySeconds: -3 }), 0],
    [new RetryMessage('busy', { delaySeconds: 1e9 }), 43_200],
  ])('when %s is thrown, it is %i s, whatever the count', (error, seconds) => {
    expect(giveBackDelaySeconds(error, 3, justBelow1)).toBe(seconds)
  })

  it.each([
    [0, 8],
    [5, 8],
    [8.2, 9],
    [1e9, 43_200],
  ])(
    'when it is to be %d s at least, it is %d s, for a longer pause of its own stays',
    (leastDelaySeconds, seconds) => {
      expect(giveBackDelaySeconds(new RetryMessage('busy', { leastDelaySeconds }), 3, justBelow1)).toBe(seconds)
    },
  )
})

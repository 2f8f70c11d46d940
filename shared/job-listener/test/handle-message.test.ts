import { NeighbourFault } from '@waybill/errors'
import { RejectMessage, RetryMessage } from '@waybill/queue-consumer'
import { captureLog, orderProcessEventOf, sequentialIds } from '@waybill/test-kit'
import { describe, expect, it } from 'vitest'
import { createHandleMessage } from '../src/handle-message.ts'

/** Handles one message whose service throws this; returns what the queue is told. */
async function endOf(error: Error): Promise<unknown> {
  const event = orderProcessEventOf()
  const { processId } = event.data
  const state = { processId, job: 'production' as const, status: 'running' as const, attempt: 1, applied: true }
  const handle = createHandleMessage({
    ...{ job: 'production', lastReceive: 5, isServiceDown: () => false, logger: captureLog().logger as never },
    ...{ newId: sequentialIds(9), random: () => 0, reports: { report: async () => state } },
    doJob: () => Promise.reject(error),
  })
  const message = { id: 'm', body: JSON.stringify(event), attributes: {}, receiveCount: 1 }
  return handle(message as never, new AbortController().signal).catch((thrown: unknown) => thrown)
}

const faultOf = (retryAfterSeconds?: number, fault: 'passing' | 'permanent' = 'passing') =>
  new NeighbourFault({ neighbour: 'production', kind: 'status', fault, message: 'busy', retryAfterSeconds })

describe('the message of a job that was not done', () => {
  it.each([
    [2, 2],
    [40, 40],
    [3_600, 50],
  ])(
    'when the service asks for %i s of peace, it comes again after %i s at least',
    async (asked, leastDelaySeconds) => {
      const end = await endOf(faultOf(asked))
      expect(end).toBeInstanceOf(RetryMessage)
      expect(end).toMatchObject({ leastDelaySeconds, delaySeconds: undefined })
    },
  )

  it('when the service asks for nothing, or for ever in vain, it goes the usual way', async () => {
    const busy = faultOf()
    expect(await endOf(busy)).toBe(busy)
    expect(await endOf(faultOf(40, 'permanent'))).toBeInstanceOf(RejectMessage)
  })
})

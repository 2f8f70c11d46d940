import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import type { OrderChanged } from '@waybill/contracts'
import { waitFor } from '@waybill/test-kit'

type Of = { port: number; userId: string; orderId: string; lastEventId?: string }

export type EventStream = Awaited<ReturnType<typeof openEventStream>>

/** A client of `…/events`, on a connection of its own. `next` waits for the event after those that it gave before. */
export async function openEventStream({ port, userId, orderId, lastEventId }: Of) {
  const request = get({
    ...{ host: '127.0.0.1', port, path: `/api/v1/users/${userId}/orders/${orderId}/events`, agent: false },
    headers: lastEventId === undefined ? {} : { 'last-event-id': lastEventId },
  })
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  let text = ''
  let hasEnded = false
  response.setEncoding('utf8').on('data', (data) => {
    text += data
  })
  response.on('end', () => {
    hasEnded = true
  })
  response.on('error', () => {}) // it was closed here
  let given = 0

  const blocks = () => text.split('\n\n').slice(0, -1)
  const events = () =>
    blocks()
      .filter((block) => block.startsWith('event: order'))
      .map(eventIn)

  return {
    status: response.statusCode,
    headers: response.headers,
    text: () => text,
    events,
    next: async () => {
      const event = await waitFor(() => events()[given], {
        what: `event ${given + 1} of ${orderId} in ${text}`,
        timeoutMs: 5_000,
      })
      given += 1
      return event
    },
    heartbeats: () => blocks().filter((block) => block.startsWith(':')).length,
    hasEnded: () => hasEnded,
    close: () => request.destroy(),
  }
}

function eventIn(block: string): { id: string; data: OrderChanged } {
  const [, id, data] = /^event: order\nid: (\d+)\ndata: (.+)$/.exec(block) ?? []
  return { id: String(id), data: JSON.parse(String(data)) }
}

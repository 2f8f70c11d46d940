import type { OrderChanged } from '@waybill/contracts'
import type { Following } from '../use-cases/follow-order.ts'

const heartbeat = ': still here\n\n' // a comment: proxies see life, EventSource sees nothing
const encoder = new TextEncoder()

/**
 * What a follower learns, as server-sent events (WHATWG HTML, 9.2). The next is asked for only when the last was taken by the
 * connection, so a client that does not read costs nothing but its place. Whoever cancels leaves.
 *
 * Not hono's `streamSSE`: it sets `Connection: keep-alive` against a server that drains, writes into the void without a word
 * when the client has gone, and waits for ever behind an answer to HEAD.
 */
export function orderEventStream({ follower, reconnectMs }: Following): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      start: (controller) => controller.enqueue(encoder.encode(`retry: ${reconnectMs}\n\n`)),
      async pull(controller) {
        const news = await follower.next()
        if (news === 'left') return // cancelled: the stream is closed already
        if (news !== 'ended') return controller.enqueue(encoder.encode(news === 'quiet' ? heartbeat : eventOf(news)))
        follower.leave()
        controller.close()
      },
      cancel: () => follower.leave(),
    },
    { highWaterMark: 0 },
  )
}

const eventOf = (state: OrderChanged) => `event: order\nid: ${state.version}\ndata: ${JSON.stringify(state)}\n\n`

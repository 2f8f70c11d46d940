import { ordersApi } from '@waybill/contracts'
import { createRouter } from '@waybill/http-server'
import type { FollowOrder } from '../use-cases/follow-order.ts'
import { orderEventStream } from './order-event-stream.ts'

export function followOrderRoute(followOrder: FollowOrder) {
  return createRouter().openapi(ordersApi.events, async (c) => {
    const following = await followOrder({ ...c.req.valid('param'), lastEventId: c.req.header('last-event-id') })
    const stream = orderEventStream(following)
    if (c.req.method === 'HEAD') await stream.cancel() // nobody will read it
    c.header('X-Accel-Buffering', 'no')
    return c.body(stream, 200, { 'Content-Type': 'text/event-stream' })
  })
}

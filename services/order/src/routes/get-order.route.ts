import { ordersApi } from '@waybill/contracts'
import { createRouter } from '@waybill/http-server'
import type { GetOrder } from '../use-cases/get-order.ts'

export function getOrderRoute(getOrder: GetOrder) {
  return createRouter().openapi(ordersApi.get, async (c) => {
    const { userId, orderId } = c.req.valid('param')
    const order = await getOrder(userId, orderId)
    const tag = `"${order.version}"`
    c.header('ETag', tag)
    return names(c.req.valid('header')['if-none-match'], tag) ? c.body(null, 304) : c.json(order, 200)
  })
}

/** RFC 9110, section 13.1.2: a list of tags, compared weakly. */
function names(ifNoneMatch: string | undefined, tag: string): boolean {
  return (ifNoneMatch ?? '').split(',').some((each) => ['*', tag, `W/${tag}`].includes(each.trim()))
}

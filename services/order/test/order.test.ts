import { orderStatus } from '@waybill/contracts'
import { describe, expect, it } from 'vitest'
import { orderMoves, statesBefore } from '../src/domain/order.ts'

describe('the moves of an order', () => {
  it('when every state is asked for what leads to it, it names each allowed move once', () => {
    const pairs = orderStatus.options.flatMap((to) => statesBefore(to).map((from) => `${from}>${to}`))
    const table = Object.entries(orderMoves).flatMap(([from, tos]) => tos.map((to) => `${from}>${to}`))
    expect(pairs.toSorted()).toEqual(table.toSorted())
  })

  it('when an order is paid or cancelled, it cannot move any more', () => {
    expect(orderMoves.paid).toEqual([])
    expect(orderMoves.cancelled).toEqual([])
  })

  it('when an order was just created or its payment failed, it can be checked out, and only then', () => {
    expect(statesBefore('payment_pending')).toEqual(['created', 'payment_failed'])
  })
})

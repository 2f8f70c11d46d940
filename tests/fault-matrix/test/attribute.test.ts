import { describe, expect, it } from 'vitest'
import { attribute } from '../src/attribute.ts'

const order = '0190aaaa-0000-7000-8000-00000000000a'
const payment = '0190bbbb-0000-7000-8000-00000000000b'
const unknown = '0190cccc-0000-7000-8000-00000000000c'
const places = new Map([
  [order, 'e-wallet.kill.mail-7@example.com'],
  [payment, 'order.term.later-12@example.com'],
])

describe('the cell of a violation', () => {
  it('when a row names an order, then it belongs to the cell of its customer', () => {
    const row = { order_id: order, status: 'payment_pending' }
    expect(attribute([{ invariant: 'L4', rows: [row] }], places)).toEqual([
      { cell: 'e-wallet.kill', invariant: 'L4', row },
    ])
  })

  it('when a row names several ids, then the first that is known counts', () => {
    const row = { id: unknown, subjects: [`${payment}:invoice`, order] }
    expect(attribute([{ invariant: 'L2', rows: [row] }], places)[0]?.cell).toBe('order.term')
  })

  it('when no id of a row is known, then it belongs to no cell', () => {
    const rows = [{ process: 'payment', ending: 'ended by itself with exit code 1' }, { id: unknown }]
    expect(attribute([{ invariant: 'E1', rows }], places).map(({ cell }) => cell)).toEqual([null, null])
  })
})

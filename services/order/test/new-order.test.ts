import { maxAmountMinor } from '@waybill/contracts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { draftOrder, totalOf } from '../src/domain/new-order.ts'

const request = (items: { quantity: number; unitPriceMinor: number }[], name?: string) => ({
  userId: 'u',
  customerName: 'Åsa',
  customerEmail: 'asa@example.com',
  currency: 'EUR' as const,
  items: items.map((item, index) => ({ sku: `s${index}`, name: 'Thing', ...item })),
  name,
})

describe('a new order', () => {
  it('when it has no name, it gets `Order-` and eight digits', () => {
    const names = [0, 0.000001, 0.5, 0.99999999].map(
      (chance) => draftOrder(request([{ quantity: 1, unitPriceMinor: 1 }]), 'id', () => chance).name,
    )
    for (const name of names) expect(name).toMatch(/^Order-\d{8}$/)
  })

  it('when the total is 0 or beyond the limit, it is refused', () => {
    const make = (quantity: number, unitPriceMinor: number) => () =>
      draftOrder(request([{ quantity, unitPriceMinor }]), 'id', () => 0)
    expect(make(1, 0)).toThrow('out of range')
    expect(make(2, maxAmountMinor)).toThrow('out of range')
    expect(make(1, maxAmountMinor)).not.toThrow()
  })

  it('when the items are any, the total is their exact sum', () => {
    const item = fc.record({
      quantity: fc.integer({ min: 1, max: 100_000 }),
      unitPriceMinor: fc.integer({ min: 0, max: 900_000 }),
    })
    fc.assert(
      fc.property(fc.array(item, { minLength: 1, maxLength: 100 }), (items) => {
        const exact = items.reduce((sum, { quantity, unitPriceMinor }) => sum + BigInt(quantity * unitPriceMinor), 0n)
        expect(BigInt(totalOf(items))).toBe(exact)
      }),
    )
  })
})

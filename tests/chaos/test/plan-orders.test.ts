import { describe, expect, it } from 'vitest'
import { planOrders } from '../src/driver/plan-orders.ts'

const all = new Set(['clients', 'webhooks', 'mail'])
const plan = (settings: Partial<Parameters<typeof planOrders>[0]> = {}) =>
  planOrders({ orders: 2_000, seconds: 90, seed: 7, with: all, ...settings })
const share = <T>(of: readonly T[], is: (one: T) => boolean) => of.filter(is).length / of.length

describe('the plan of the clients', () => {
  it('when the seed is the same, it is the same; another seed gives another', () => {
    expect(plan()).toEqual(plan())
    expect(plan({ seed: 8 })).not.toEqual(plan())
  })

  it('when orders come, they come at an even pace and each has an amount of its own', () => {
    const orders = plan()
    expect(new Set(orders.map(({ amountMinor }) => amountMinor)).size).toBe(orders.length)
    const quarters = [0, 1, 2, 3].map((quarter) =>
      share(orders, ({ startsAfterMs }) => Math.floor(startsAfterMs / (90_000 * 0.23)) === quarter),
    )
    for (const part of quarters) expect(part).toBeCloseTo(0.25, 2)
  })

  it('when webhooks are disturbed, each scenario has its share', () => {
    const orders = plan()
    const of = (...names: string[]) => share(orders, ({ scenario }) => names.includes(scenario ?? ''))
    expect(of('duplicate')).toBeCloseTo(0.1, 1)
    expect(of('out-of-order', 'late')).toBeCloseTo(0.2, 1)
    expect(of('never')).toBeCloseTo(0.1, 1)
    expect(of('early')).toBeCloseTo(0.1, 1)
    expect(of('bad-signature')).toBeCloseTo(0.05, 1)
    expect(of('contradictory')).toBeGreaterThan(0.005)
  })

  it('when a kind of fault is off, the rest of the plan stays as it is', () => {
    const without = plan({ with: new Set() })
    const undisturbed = plan().map((order) => ({
      ...order,
      ...{ scenario: null, misbehaviour: 'none', isMailRefused: false },
      customerEmail: `customer-${order.index}@example.com`,
    }))
    expect(without).toEqual(undisturbed)
  })
})

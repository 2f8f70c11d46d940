import type { World } from '../../src/world.ts'

type PlantedFault = { what: string; plant: (world: World) => void; ids: string[] }

/** Faults that the code could have, and the invariants of which one must see it, within three seeds. */
export const plantedFaults: PlantedFault[] = [
  {
    what: 'an order is acknowledged that is not stored',
    ids: ['L1'],
    plant({ order: { orders }, chance, newId }) {
      const { insert } = orders
      orders.insert = async (order) =>
        chance.happens(0.02) ? { ...(await insert(order)), id: newId() } : insert(order)
    },
  },
  {
    what: 'two runs answer for one key',
    ids: ['C1'],
    plant({ order: { keys, tables } }) {
      const { claim, finish } = keys
      const rowOf = ({ scope, key }: { scope: string; key: string }) => tables.keys.get(`${scope} ${key}`)
      keys.claim = async (request) => {
        const row = rowOf(request)
        if (row) tables.keys.put({ ...row, lockedUntilMs: 0 })
        return claim(request)
      }
      keys.finish = async (run, ending) => {
        const row = rowOf(run)
        if (row) tables.keys.put({ ...row, state: 'in_progress' })
        return finish({ ...run, fence: row?.fence ?? run.fence }, ending)
      }
    },
  },
  {
    what: 'an attempt starts without its recovery point',
    ids: ['L2'],
    plant({ order: { checkouts } }) {
      const { start } = checkouts
      checkouts.start = (attempt) => start({ ...attempt, run: undefined })
    },
  },
  {
    what: 'a checkout starts beside one that is open',
    ids: ['S1', 'L6'],
    plant({ order: { checkouts, tables } }) {
      const { start } = checkouts
      checkouts.start = async (attempt) => {
        const order = tables.orders.get(attempt.orderId)
        if (order?.status === 'payment_pending') tables.orders.put({ ...order, status: 'created' })
        return start(attempt)
      }
    },
  },
  {
    what: 'a failure is believed before the provider is asked',
    ids: ['M1', 'M2'],
    plant({ payment: { events, payments, settlements } }) {
      const { store } = events
      events.store = async (event) => {
        const payment = await payments.find(event.merchantReference ?? '')
        const said = { providerPaymentId: null, failureReason: 'declined', occurredAt: event.occurredAt ?? '' }
        const cause = { cause: 'webhook' as const, causeId: event.eventId, webhookEventId: null, ifVersion: null }
        const end = { to: 'failed' as const, ...said, ...cause }
        if (payment && event.eventType === 'payment.failed')
          await settlements.settle({ ...payment, paymentId: payment.id, ...end })
        return store(event)
      }
    },
  },
  {
    what: 'a payment that has ended moves again',
    ids: ['S1'],
    plant({ payment: { settlements, tables } }) {
      const { settle } = settlements
      settlements.settle = async (end) => {
        const row = tables.payments.get(end.paymentId)
        if (row && row.status !== 'submitting') tables.payments.put({ ...row, status: 'pending' })
        return settle(end)
      }
    },
  },
  {
    what: 'order is taken as told before it has answered',
    ids: ['L4'],
    plant({ payment: { confirmations } }) {
      const { takeDue } = confirmations
      confirmations.takeDue = async (limit) => {
        const taken = await takeDue(limit)
        for (const { paymentId } of taken) await confirmations.delivered(paymentId, true)
        return taken
      }
    },
  },
]

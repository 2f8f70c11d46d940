import { waitFor } from '@waybill/test-kit'
import { layDeadLetter, mailIsAnswered, type Replica, redrive, retryMail } from './acts.ts'
import type { Failpoint, StoryName } from './failpoint.ts'
import { failpoints } from './failpoints.ts'
import { endDeadlines, endLeases } from './leases.ts'
import { untilJob, untilSettled } from './progress.ts'
import type { Order } from './shop.ts'
import type { World } from './world.ts'

/** One order and how it comes to the failpoint. */
type Story = {
  /** Its payment fails. */
  fails?: true
  /** From its beginning to where nothing more is to be done by hand; calls `arm` before what leads to the failpoint. */
  tell: (world: World, order: Order, arm: () => void) => Promise<void>
  /** What has led there, once more: answered, whatever it is. */
  again?: (world: World, order: Order) => Promise<unknown>
}

const checkout: Story = {
  async tell({ shop }, order, arm) {
    await shop.create(order)
    arm()
    await shop.checkOut(order)
  },
  again: ({ shop }, order) => shop.checkOutOnce(order),
}

/** The same, after something was prepared. */
const afterwards = (prepare: (world: World, order: Order) => Promise<unknown>): Story => ({
  async tell(world, order, arm) {
    await prepare(world, order)
    await checkout.tell(world, order, arm)
  },
})

const walletPlays = (scenario: string) =>
  afterwards(({ system }, { amountMinor }) => {
    const body = { scenario, match: { amountMinor } }
    return system.insist('e-wallet', '/control/scenarios', { method: 'POST', body })
  })

/** One of them is held, and may let the next one wait until it is done. */
const eitherReplica = <T>(ask: (replica: Replica) => Promise<T>): Promise<T> =>
  Promise.any([ask('order'), ask('order-2')])

/** What leads to each failpoint. Every story ends with a settled order. */
export const stories: Record<StoryName, Story> = {
  checkout,
  'repeated webhook': walletPlays('duplicate'),
  'silent provider': walletPlays('never'),
  'failing payment': { ...checkout, fails: true },
  'failing service': afterwards(({ system }) =>
    system.insist('production', '/control/behaviour', { method: 'POST', body: { mode: 'fail', times: 4 } }),
  ),

  creation: {
    async tell({ shop }, order, arm) {
      arm()
      await shop.create(order)
      await shop.checkOut(order)
    },
    again: ({ shop }, order) => shop.createOnce(order),
  },

  // The client leaves, and order dies before it has asked for the payment: only the sweeper is left.
  'abandoned checkout': {
    async tell({ shop, switchboard, record, system }, order, arm) {
      await shop.create(order)
      switchboard.arm(askingForPayment, { act: 'crash', when: 'before' })
      const triesOnce = () => shop.checkOutOnce(order).then(() => switchboard.isMet(askingForPayment))
      await waitFor(triesOnce, { what: 'order to die before it asks for a payment', timeoutMs: 60_000 })
      record.inject('kill', await switchboard.untilMet(askingForPayment), 'at a failpoint')()
      arm()
      await endLeases(system, order.orderId)
    },
  },

  'mail put off': {
    async tell(world, order, arm) {
      await mailIsAnswered('temporary', 4, world, order)
      await checkout.tell(world, order, () => {})
      await untilJob(world.system, order.orderId, 'notification', 'running')
      arm()
      await endDeadlines(world.system, order.orderId)
    },
  },

  'mail refused': {
    async tell(world, order, arm) {
      await mailIsAnswered('permanent', 1, world, order)
      await checkout.tell(world, order, () => {})
      await untilJob(world.system, order.orderId, 'notification', 'failed')
      arm()
      await retryMail(world, order, 'order')
    },
    again: (world, order) => eitherReplica((replica) => retryMail(world, order, replica)),
  },

  'dead letter': {
    async tell(world, order, arm) {
      await checkout.tell(world, order, () => {})
      await untilSettled(world.system, order.orderId)
      await layDeadLetter(world.system, order.orderId)
      arm()
      await redrive(world, 'order')
    },
    again: (world) => eitherReplica((replica) => redrive(world, replica)),
  },
}

const askingForPayment = failpoints.find(({ name }) => name === 'order: ask for a payment') as Failpoint

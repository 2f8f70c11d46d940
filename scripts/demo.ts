// npm run demo: the main job in the terminal, on the system that runs from this checkout. Exits 0 only if all came out right.
import { findRunningSystem } from '../infra/apphost/src/index.ts'
import { checkOutcome } from './demo/check-outcome.ts'
import { createClient } from './demo/client.ts'
import { findOrders } from './demo/find-orders.ts'
import { followOrder } from './demo/follow-order.ts'

const say = (line = '') => process.stdout.write(`${line}\n`)

async function demo(): Promise<number> {
  const system = findRunningSystem()
  if (!system) {
    say('Waybill does not run. Start it in another terminal: npm start')
    return 1
  }
  const client = createClient(system)
  const { paid, failing } = await findOrders(client, say)
  say()
  const outcomes = await Promise.all([
    followOrder(client, paid, 'paid', say),
    followOrder(client, failing, 'payment_failed', say),
  ])
  say()
  const faults = (await Promise.all(outcomes.map((outcome) => checkOutcome(client, outcome)))).flat()
  for (const fault of faults) say(`✗ ${fault}`)
  if (faults.length > 0) return 1
  say('✓ One order was paid, produced once, invoiced once and mailed once.')
  say('✓ One payment failed: one mail says so, nothing was produced, and the order can be checked out again.')
  say(`  The mails: ${system.urlOf('mailbox')}   The shop: ${system.urlOf('web')}`)
  return 0
}

process.exitCode = await demo().catch((error: Error) => {
  say(`✗ ${error.message}`)
  return 1
})

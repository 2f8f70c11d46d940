import { startSystem } from '@waybill/system-tests'
import { balancerIntervalMs, startBalancer } from './balancer.ts'

export type RunningSystem = Awaited<ReturnType<typeof startRunningSystem>>

export const isLong = process.env.WAYBILL_TESTS === 'long'

/** Long enough for the balancer to have noticed, on a busy machine too. */
export const drainMs = 2 * balancerIntervalMs

const callersOfOrder = [
  ...['payment', 'notification', 'web'],
  ...['production-listener', 'invoice-listener', 'notification-listener'],
]

/** Waybill with two replicas of order behind a balancer, for all who call it; every process drains before it stops. */
export async function startRunningSystem() {
  const balancer = await startBalancer()
  const byBalancer = { services__order__http__0: balancer.url }
  const system = await startSystem({
    orderReplicas: 2,
    environment: {
      '*': { DRAIN_MS: String(drainMs) },
      ...Object.fromEntries(callersOfOrder.map((name) => [name, byBalancer])),
      order: { USER_READS_PER_SECOND: '0' }, // one user asks more here than any may
    },
  })
  balancer.serve([system.urlOf('order'), system.urlOf('order-2')])
  return {
    ...system,
    balancer,
    authorization: `Bearer ${system.host.secrets.serviceKey}`,
    async stop(): Promise<void> {
      balancer.stop()
      await system.stop()
    },
  }
}

import { createLife, type Life } from '../machine/life.ts'
import type { Routes } from '../network/routes.ts'
import type { World } from '../world.ts'
import { startListener } from './listener.ts'
import { startNotification } from './notification.ts'
import { startOrder } from './order.ts'
import { startPayment } from './payment.ts'

// biome-ignore lint/suspicious/noConfusingVoidType: a listener answers nobody
type Start = (world: World, life: Life) => Routes | void

const programs: { service: string; replicas: number; start: Start }[] = [
  { service: 'order', replicas: 2, start: startOrder },
  { service: 'payment', replicas: 2, start: startPayment },
  { service: 'notification', replicas: 2, start: startNotification },
  { service: 'production-listener', replicas: 2, start: startListener('production') },
  { service: 'invoice-listener', replicas: 2, start: startListener('invoice') },
  { service: 'notification-listener', replicas: 2, start: startListener('notification') },
]

export type Process = ReturnType<typeof startProcess>

/** Starts every process of Waybill. */
export const startServices = (world: World): Process[] =>
  programs.flatMap(({ service, replicas, start }) =>
    Array.from({ length: replicas }, (_, replica) => startProcess(world, `${service}-${replica + 1}`, service, start)),
  )

function startProcess(world: World, name: string, service: string, start: Start) {
  let starts = 0

  function begin(): Life {
    starts += 1
    const life = createLife({
      name: `${name}.${starts}`,
      clock: world.clock,
      skewMs: world.chance.between(-30_000, 30_000),
    })
    const routes = start(world, life)
    if (routes) world.network.listen(service, { life, routes })
    return life
  }

  let life = begin()
  return {
    freeze: (ms: number) => life.freeze(ms),
    /** SIGKILL; it is started again after so many milliseconds. */
    kill(restartAfterMs: number): void {
      if (!life.isAlive()) return
      life.kill()
      world.clock.after(restartAfterMs, () => {
        life = begin()
      })
    },
  }
}

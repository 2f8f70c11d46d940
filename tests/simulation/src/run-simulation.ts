import { createClientLog } from './actors/client-log.ts'
import { type FaultCounts, startFaults } from './actors/faults.ts'
import { startOperator } from './actors/operator.ts'
import { createShopper } from './actors/shopper.ts'
import { type Violation, violationsOf } from './invariants/all-invariants.ts'
import { createLife } from './machine/life.ts'
import { startJobServices } from './neighbours/job-services.ts'
import { startWallet } from './neighbours/wallet.ts'
import { isQuiet } from './quiet.ts'
import { startServices } from './services/start-services.ts'
import { createWorld, type World } from './world.ts'

export type Options = {
  seed: number
  orders: number
  /** Ids whose doings are kept as lines. */
  follow?: readonly string[]
  /** Changes the world before anything runs: a checker that finds nothing proves nothing. */
  sabotage?: (world: World) => void
}

export type Run = {
  seed: number
  /** Of who did what when, and of all that is left of it. The same seed has the same. */
  hash: string
  events: number
  virtualSeconds: number
  /** From the last fault until nothing was left to be done; nothing when that never came. */
  settledAfterSeconds: number | undefined
  faults: FaultCounts
  paid: number
  violations: Violation[]
  lines: readonly string[]
}

const ordersPerSecond = 20
const leastFaultSeconds = 60
const settleLimitSeconds = 600

/** One run: shoppers come while faults strike; then the faults end, everything settles, and every invariant is asked. */
export async function runSimulation({ seed, orders, follow = [], sabotage = () => {} }: Options): Promise<Run> {
  const world = createWorld({ seed, follow })
  sabotage(world)
  const { clock, chance, trace } = world
  const log = createClientLog()
  const parts = { world, log, wallet: startWallet(world), effects: startJobServices(world) }
  const faults = startFaults(world, startServices(world))
  const director = createLife({ name: 'director', clock })
  let settledAfterSeconds: number | undefined
  let isOver = false

  async function direct(): Promise<void> {
    await Promise.all([shopping(world, orders, parts.log), director.pause(leastFaultSeconds * 1_000)])
    chance.endFaults()
    startOperator(world)
    for (let seconds = 0; seconds < settleLimitSeconds && settledAfterSeconds === undefined; seconds += 1) {
      await director.pause(1_000)
      if (isQuiet(world)) settledAfterSeconds = seconds
    }
    isOver = true
  }

  await Promise.all([direct(), clock.run(() => isOver)])
  const left = [...world.order.tables.orders.all(), ...world.payment.tables.payments.all()]
  trace.hash.update(JSON.stringify([left, ...world.order.tables.jobs.all(), ...parts.effects.values()]))
  return {
    ...{ seed, settledAfterSeconds, faults, lines: trace.lines, hash: trace.hash.digest('hex') },
    ...{ events: trace.events(), virtualSeconds: Math.round(clock.elapsedMs() / 1_000) },
    paid: [...world.order.tables.orders.all()].filter(({ status }) => status === 'paid').length,
    violations: violationsOf(parts),
  }
}

async function shopping(world: World, orders: number, log: ReturnType<typeof createClientLog>): Promise<void> {
  const life = createLife({ name: 'shopper', clock: world.clock })
  const shop = createShopper(world, life, log)
  const comeAndShop = async (_: unknown, index: number) => {
    await life.pause((index / ordersPerSecond) * 1_000)
    await shop()
  }
  await Promise.all(Array.from({ length: orders }, comeAndShop))
}

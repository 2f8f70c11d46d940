import { jobType } from '@waybill/contracts'
import { createLife } from '../machine/life.ts'
import type { Process } from '../services/start-services.ts'
import type { World } from '../world.ts'

const services = ['order', 'payment', 'notification', 'e-wallet', 'production', 'invoice']

export type FaultCounts = ReturnType<typeof startFaults>

/** Kills and freezes processes, cuts services off and purges queues, until the faults end. Counts what it did. */
export function startFaults({ clock, chance, network, queues }: World, processes: readonly Process[]) {
  const life = createLife({ name: 'faults', clock })
  const done = { kills: 0, freezes: 0, cuts: 0, purges: 0 }

  async function strike(leastMs: number, mostMs: number, fault: keyof typeof done, strikeOnce: () => void) {
    for (;;) {
      await life.pause(chance.between(leastMs, mostMs))
      if (!chance.areFaultsOn()) return
      strikeOnce()
      done[fault] += 1
    }
  }

  void strike(800, 3_000, 'kills', () => chance.oneOf(processes).kill(chance.between(200, 4_000)))
  void strike(4_000, 12_000, 'freezes', () => chance.oneOf(processes).freeze(chance.between(1_000, 45_000)))
  // The longest are longer than the five receives of a message: then it takes the sweeper, or an operator.
  const cutMs = () => (chance.happens(0.2) ? chance.between(60_000, 120_000) : chance.between(1_000, 20_000))
  void strike(10_000, 30_000, 'cuts', () => network.cutOff(chance.oneOf(services), cutMs()))
  void strike(40_000, 120_000, 'purges', () => queues.purge(chance.oneOf(jobType.options)))
  return done
}

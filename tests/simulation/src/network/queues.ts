import { type JobType, jobType } from '@waybill/contracts'
import type { OutboxEvent } from '@waybill/outbox'
import topology from '../../../../infra/topology.json' with { type: 'json' }
import type { Chance } from '../machine/chance.ts'
import type { VirtualClock } from '../time/virtual-clock.ts'

export type QueuedMessage = { id: string; body: string; receiveCount: number; visibleMs: number }

const { visibilityTimeoutSeconds, maxReceiveCount } = topology.queueSettings

/**
 * The topic and its queues, by `infra/topology.json`: at least once, in no order. While faults are on, one message in ten comes
 * twice and one delete in twenty is lost.
 */
export function createQueues({ clock, chance }: { clock: VirtualClock; chance: Chance }) {
  const queues = new Map(jobType.options.map((job) => [job, new Map<string, QueuedMessage>()]))
  const deadLetters = new Map(jobType.options.map((job) => [job, [] as QueuedMessage[]]))
  let copies = 0

  function add(job: JobType, { id, body }: OutboxEvent): void {
    copies += 1
    const visibleMs = clock.nowMs() + chance.between(1, chance.happens(0.05) ? 30_000 : 500)
    of(job).set(`${id} ${copies}`, { id: `${id} ${copies}`, body, receiveCount: 0, visibleMs })
  }

  const of = (job: JobType) => queues.get(job) ?? new Map<string, QueuedMessage>()
  const isVisible = ({ visibleMs }: QueuedMessage) => visibleMs <= clock.nowMs()

  /** Hides the message, or gives it up when it has been received as often as it may be. */
  function receiveOne(job: JobType, message: QueuedMessage): QueuedMessage[] {
    if (message.receiveCount >= maxReceiveCount) {
      of(job).delete(message.id)
      deadLetters.get(job)?.push(message)
      return []
    }
    const visibleMs = clock.nowMs() + visibilityTimeoutSeconds * 1_000
    const received = { ...message, receiveCount: message.receiveCount + 1, visibleMs }
    of(job).set(message.id, received)
    return [received]
  }

  return {
    publish(events: readonly OutboxEvent[]): void {
      for (const event of events) {
        const eventType = event.attributes.eventType ?? ''
        for (const job of jobType.options) {
          if (!topology.queues[job].subscription.filterPolicy.eventType.includes(eventType)) continue
          add(job, event)
          if (chance.strikes(0.1)) add(job, event)
        }
      }
    },

    /** Some of those that are visible, not always the oldest. */
    receive(job: JobType, limit: number): QueuedMessage[] {
      const visible: QueuedMessage[] = []
      for (const message of of(job).values()) {
        if (isVisible(message)) visible.push(message)
        if (visible.length === 4 * limit) break
      }
      const from = Math.floor(chance.random() * Math.max(1, visible.length - limit))
      return visible.slice(from, from + limit).flatMap((message) => receiveOne(job, message))
    },

    remove(job: JobType, id: string): void {
      if (!chance.strikes(0.05)) of(job).delete(id)
    },

    giveBack(job: JobType, id: string, delaySeconds: number): void {
      const message = of(job).get(id)
      if (message) of(job).set(id, { ...message, visibleMs: clock.nowMs() + delaySeconds * 1_000 })
    },

    visibleIn: (job: JobType) => [...of(job).values()].filter(isVisible).length,
    purge: (job: JobType) => of(job).clear(),
    waiting: () => jobType.options.flatMap((job) => [...of(job).values()]),
    deadLetters: () =>
      jobType.options.flatMap((job) => (deadLetters.get(job) ?? []).map((message) => ({ job, message }))),
  }
}

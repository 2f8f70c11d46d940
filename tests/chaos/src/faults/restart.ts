import { createDeck } from './chance.ts'
import type { FaultContext } from './fault.ts'
import { createPace } from './pace.ts'

/** SIGTERM for a process, which ends as it was taught to, and is started again; and every 90 s for the queue server. */
export function createRestarts({ system: { host }, record, random }: FaultContext) {
  const underWay = new Set<Promise<void>>()
  const deck = createDeck(random, host.names)
  const restart = (name: string): void => {
    underWay.add(host.resource(name).restart().then(record.inject('restart', name)))
  }
  const any = createPace({
    random,
    everyMs: [6_000, 14_000],
    act() {
      const name = deck.draw((each) => !record.isHeld(each))
      if (name !== undefined) restart(name)
    },
  })
  const queueServer = createPace({
    ...{ random, everyMs: [90_000, 90_000], firstWithinMs: 80_000 },
    act() {
      if (!record.isHeld('queues')) restart('queues')
    },
  })
  return {
    async start(): Promise<void> {
      any.start()
      queueServer.start()
    },
    async stop(): Promise<void> {
      await Promise.all([any.stop(), queueServer.stop()])
      await Promise.all(underWay)
    },
  }
}

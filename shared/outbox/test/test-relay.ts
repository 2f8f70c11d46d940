import { advanceableClock, captureLog, seededRandom } from '@waybill/test-kit'
import { createOutboxRelay, createOutboxRows, type OutboxEvent, type Publish } from '../src/index.ts'
import type { OutboxDb } from './outbox-database.ts'

type Refusal = { reason: string; fault: 'passing' | 'permanent' }

/** A topic that remembers what it took, and refuses what `refuse` gives a reason for. */
export function createTopic(refuse: (event: OutboxEvent) => Refusal | undefined = () => undefined) {
  const sent: OutboxEvent[] = []
  const publish: Publish = async (events) => {
    const judged = events.map((event) => ({ event, refusal: refuse(event) }))
    const taken = judged.filter(({ refusal }) => refusal === undefined).map(({ event }) => event)
    sent.push(...taken)
    return {
      accepted: taken.map(({ id }) => id),
      refused: judged.flatMap(({ event, refusal }) => (refusal ? [{ id: event.id, ...refusal }] : [])),
    }
  }
  return { sent, publish, sentIds: () => sent.map(({ id }) => id) }
}

export function createTestRelay(
  db: OutboxDb,
  publish: Publish,
  { workerId = 'relay-1', random = seededRandom(1) } = {},
) {
  const clock = advanceableClock()
  const { logger, lines } = captureLog()
  const { relayOnce } = createOutboxRelay({
    ...{ rows: createOutboxRows({ db }), publish, workerId, logger, random, now: clock.now },
  })
  const relayAll = async () => {
    while ((await relayOnce()) === 'more');
  }
  return { relayOnce, relayAll, log: lines, advance: clock.advance }
}

import { topology } from '@waybill/local-queues'
import type { CheckingDatabase } from '../checking-database.ts'
import { type CheckedHost, readJson } from '../host.ts'

type Message = { messageId: string; body: string; approximateReceiveCount: number }
type Inspected = { messages: { ready: Message[]; delayed: Message[]; inflight: { message: Message }[] } }

/** How deep every queue is and what lies in it, by the emulator's own account: nothing is received. */
export async function readQueues(host: CheckedHost, database: CheckingDatabase): Promise<void> {
  for (const [queue, { name, deadLetterName }] of Object.entries(topology.queues)) {
    await readQueue({ queue, name, dead_letter: false }, host, database)
    await readQueue({ queue, name: deadLetterName, dead_letter: true }, host, database)
  }
}

type Queue = { queue: string; name: string; dead_letter: boolean }

async function readQueue(queue: Queue, host: CheckedHost, database: CheckingDatabase): Promise<void> {
  const { messages } = await readJson<Inspected>(host, 'queues', `/_fauxqs/queues/${queue.name}`)
  const { ready, delayed } = messages
  const inFlight = messages.inflight.map(({ message }) => message)
  const depth = { visible: ready.length, in_flight: inFlight.length, delayed: delayed.length }
  await database.load('q.depths', [{ ...queue, ...depth }])
  await database.load(
    'q.messages',
    [...ready, ...inFlight, ...delayed].map((message) => ({ ...queue, ...contentOf(message, queue.queue) })),
  )
}

type Body = {
  id?: unknown
  data?: { processId?: unknown; order?: { id?: unknown }; jobs?: { job: string; attempt: number }[] }
}

function contentOf({ messageId, body, approximateReceiveCount }: Message, queue: string) {
  const { id, data } = parsed(body)
  return {
    ...{ message_id: messageId, receive_count: approximateReceiveCount, body, event_id: id ?? poisonIn(body) },
    ...{ process_id: data?.processId, order_id: data?.order?.id },
    attempt: Array.isArray(data?.jobs) ? data.jobs.find(({ job }) => job === queue)?.attempt : undefined,
  }
}

/** The name that the driver gave to its poison. */
const poisonIn = (body: string): string | undefined => /^\{"poisoned":"([\w-]+)"$/.exec(body)?.[1]

/** A poisoned message may hold anything. */
function parsed(body: string): Body {
  try {
    return (JSON.parse(body) as Body | null) ?? {}
  } catch {
    return {}
  }
}

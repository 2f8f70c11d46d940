import { type DeadLetter, type JobType, jobType } from '@waybill/contracts'
import { askedJobOf, type DeadLetterMessage } from '../domain/dead-letter.ts'
import type { Jobs } from '../repositories/jobs.ts'

type Deps = { look: (queue: JobType) => Promise<DeadLetterMessage[]>; jobs: Pick<Jobs, 'find'> }

/** What lies in the dead-letter queues, each message tied to its order and its job. Nothing is taken out. */
export function createListDeadLetters(deps: Deps) {
  return async (queue?: JobType): Promise<DeadLetter[]> => {
    const queues = queue ? [queue] : jobType.options
    const perQueue = await Promise.all(queues.map((each) => letters(each, deps)))
    return perQueue.flat()
  }
}

export type ListDeadLetters = ReturnType<typeof createListDeadLetters>

async function letters(queue: JobType, { look, jobs }: Deps): Promise<DeadLetter[]> {
  const messages = await look(queue)
  return Promise.all(
    messages.map(async (message) => {
      const asked = askedJobOf(message.body, queue)
      const job = asked && (await jobs.find(asked.processId, queue))
      return {
        ...{ queue, ...message, orderId: asked?.orderId ?? null, userId: asked?.userId ?? null },
        ...{ processId: asked?.processId ?? null, attempt: asked?.attempt ?? null },
        ...{ jobStatus: job?.status ?? null, reason: job?.note ?? null },
      }
    }),
  )
}

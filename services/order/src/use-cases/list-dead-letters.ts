import { type DeadLetter, type JobType, jobType } from '@waybill/contracts'
import { askedJobOf, type DeadLetterMessage } from '../domain/dead-letter.ts'
import type { Jobs } from '../repositories/jobs.ts'

type Deps = { look: (queue: JobType) => Promise<DeadLetterMessage[]>; jobs: Pick<Jobs, 'findEach'> }

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
  const messages = (await look(queue)).map((message) => ({ message, asked: askedJobOf(message.body, queue) }))
  const found = await jobs.findEach([...new Set(messages.flatMap(({ asked }) => asked?.processId ?? []))], queue)
  const byProcess = new Map(found.map((job) => [job.processId, job]))
  return messages.map(({ message, asked }) => {
    const job = asked && byProcess.get(asked.processId)
    return {
      ...{ queue, ...message, orderId: asked?.orderId ?? null, userId: asked?.userId ?? null },
      ...{ processId: asked?.processId ?? null, attempt: asked?.attempt ?? null },
      ...{ jobStatus: job?.status ?? null, reason: job?.note ?? null },
    }
  })
}

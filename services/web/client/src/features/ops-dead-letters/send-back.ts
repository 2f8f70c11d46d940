import type { JobType } from '@waybill/contracts'

type Letter = { queue: JobType; messageId: string }
type Redriven = { redriven: number; jobsRetried: number; notFound: string[] }
type Redrive = (queue: JobType, messageIds: string[], reason: string) => Promise<Redriven>

const shownAtMost = 100 // of each queue, as the contract says

/** The queues that may have more messages than are shown. */
export function cutQueues(letters: readonly Letter[]): JobType[] {
  const byQueue = Object.groupBy(letters, ({ queue }) => queue)
  return (Object.keys(byQueue) as JobType[]).filter((queue) => (byQueue[queue]?.length ?? 0) >= shownAtMost)
}

/** Sends messages back, with one call for each of their queues, one after the other: the first refusal ends it. */
export async function sendBack(redrive: Redrive, letters: readonly Letter[], reason: string): Promise<Redriven[]> {
  const answers: Redriven[] = []
  for (const [queue, ofQueue = []] of Object.entries(Object.groupBy(letters, (letter) => letter.queue))) {
    answers.push(
      await redrive(
        queue as JobType,
        ofQueue.map(({ messageId }) => messageId),
        reason,
      ),
    )
  }
  return answers
}

/** What came of it, in a sentence. */
export function sentence(answers: readonly Redriven[]): string {
  const sum = (count: (answer: Redriven) => number) => answers.reduce((total, answer) => total + count(answer), 0)
  const [back, retried, gone] = [
    sum((one) => one.redriven),
    sum((one) => one.jobsRetried),
    sum((one) => one.notFound.length),
  ]
  const messages = `${back} ${back === 1 ? 'message' : 'messages'} sent back`
  const jobs = `${retried} ${retried === 1 ? 'job' : 'jobs'} retried`
  return `${messages}, ${jobs}${gone > 0 ? `, ${gone} no longer there` : ''}.`
}

import { repeatedMessages } from '../circumstances.ts'
import type { PlantedBug } from '../planted-bug.ts'

export const messageDeletedFirst: PlantedBug = {
  name: 'message-deleted-first',
  meaning: 'A listener deletes its message before the job is done; nobody announces jobs again.',
  changes: [
    {
      file: 'shared/job-listener/src/handle-message.ts',
      from: `await ('unreadable' in read ? rejectJob(read, delivery) : handleJob(read, delivery))`,
      to: `void ('unreadable' in read ? rejectJob(read, delivery) : handleJob(read, delivery)).catch(() => {})`,
    },
    {
      file: 'services/order/src/use-cases/sweep-jobs.ts',
      from: 'const overdue = await deps.jobs.findOverdue(job, room)',
      to: 'const overdue: JobToAnnounce[] = []',
    },
  ],
  circumstances: repeatedMessages,
  foundBy: ['quiet', 'L10', 'S5', 'N1'],
}

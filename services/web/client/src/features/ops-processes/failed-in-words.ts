import type { JobType } from '@waybill/contracts'
import { type Age, ageInWords } from '../../format/ages.ts'

type Filters = { job?: JobType | undefined; olderThan?: Age | undefined }

/** The failed jobs that the filters for job and age leave: `all failed invoice jobs older than 1 hour`. */
export const matchingInWords = ({ job, olderThan }: Filters): string =>
  `all failed ${job ? `${job} ` : ''}jobs${olderThan ? ` older than ${ageInWords(olderThan)}` : ''}`

/** How many have failed, by the overview's figures, which know jobs and no ages. */
export function failedInWords(jobs: readonly { job: JobType; failed: number }[], { job, olderThan }: Filters): string {
  const count = jobs.reduce((sum, one) => sum + (job === undefined || one.job === job ? one.failed : 0), 0)
  const kind = job ? `${job} ` : ''
  const have = count === 1 ? `1 ${kind}job has` : `${count.toLocaleString()} ${kind}jobs have`
  if (olderThan) return `About ${have} failed, of any age.`
  return `${have} failed.`
}

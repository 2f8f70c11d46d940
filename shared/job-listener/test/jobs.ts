import { orderProcessEventOf } from '@waybill/test-kit'
import { type RequestedJob, readJob } from '../src/read-job.ts'

/** The production job of a paid order. */
export function productionJob(): RequestedJob {
  const read = readJob(JSON.stringify(orderProcessEventOf()), 'production')
  if ('unreadable' in read) throw new Error(read.unreadable)
  return read
}

import type { Logger } from '@waybill/logger'
import { createDueWorker } from '@waybill/worker-loop'
import { type Item, inItemScope } from './item-scope.ts'

type Deps<Report> = {
  intervalMs: number
  logger: Logger
  random: () => number
  newId: () => string
  take: (limit: number) => Promise<Report[]>
  deliver: (report: Report) => Promise<void>
}

/** Tells order how notification jobs ended, ten at once, each in the trace that asked for its e-mail. */
export function createReporter<Report extends Item>({ take, deliver, ...deps }: Deps<Report>) {
  const name = 'reporter'
  return createDueWorker({
    ...{ ...deps, name, atOnce: 10, take, work: deliver },
    inScope: (report, run) => inItemScope(report, { ...deps, name }, run),
  })
}

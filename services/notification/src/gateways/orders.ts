import { type JobStatusReport, orderProcessesApi } from '@waybill/contracts'
import { NeighbourFault } from '@waybill/errors'
import type { Client } from '@waybill/http-client'

type Report = {
  processId: string
  attempt: number
  status: 'succeeded' | 'failed'
  fault: 'passing' | 'permanent' | null
  note: string | null
  reference: string | null
}

/** The order service, which must learn how each notification job ended. */
export function createOrderGateway({ call }: { call: Client }) {
  return {
    /** Throws on every answer but 200 about this job: the report is then told again. */
    async tell({ processId, attempt, status, fault, note, reference }: Report): Promise<void> {
      const texts = { ...(note && { note }), ...(reference && { reference }) }
      const base = { job: 'notification' as const, attempt, ...texts }
      const body: JobStatusReport =
        status === 'failed' ? { ...base, status, fault: fault ?? 'permanent' } : { ...base, status }
      const answer = await call(orderProcessesApi.reportStatus, { params: { processId }, body })
      if (answer.status !== 200) throw new Error(`order answered ${answer.status} ${answer.body.code}`)
      if (answer.body.processId !== processId || answer.body.job !== 'notification') throw anotherJob()
    },
  }
}

const anotherJob = () =>
  new NeighbourFault({
    ...{ neighbour: 'order', kind: 'unreadable', fault: 'passing', status: 200 },
    message: 'order answered 200 with the state of another job',
  })

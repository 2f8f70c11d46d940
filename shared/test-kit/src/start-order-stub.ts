import type { IncomingMessage, ServerResponse } from 'node:http'
import { json } from 'node:stream/consumers'
import { type JobState, type JobStatusReport, orderProcessesApi } from '@waybill/contracts'
import { startTestServer } from './start-test-server.ts'

export type SeenReport = JobStatusReport & { processId: string }

/** Instead of the truth: a status, taking nothing; or `lost`, where the report is taken and the answer never arrives. */
export type OrderFault = number | 'lost' | undefined

const schema = orderProcessesApi.reportStatus.request.body.content['application/json'].schema

/**
 * The order service as a listener sees it: takes job reports, forward only, and answers with the state of the job, which is
 * `queued` under attempt 1 until told otherwise. Refuses what the contract refuses.
 */
export async function startOrderStub() {
  const reports: SeenReport[] = []
  const states = new Map<string, Pick<JobState, 'status' | 'attempt'>>()
  const stub = { faultOn: (_report: SeenReport): OrderFault => undefined }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = schema.safeParse(await json(request))
    if (!body.success) return sendProblem(response, 400)
    const report = { ...body.data, processId: String(request.url?.split('/').at(-2)) }
    const fault = stub.faultOn(report)
    if (typeof fault === 'number') return sendProblem(response, fault)
    reports.push(report)
    const state = take(report)
    if (fault === 'lost') request.socket.destroy()
    else if (report.attempt > state.attempt) sendProblem(response, 409)
    else send(response, 200, state)
  }

  function take(report: SeenReport): JobState {
    const { processId, job, attempt } = report
    const state = states.get(processId + job) ?? { status: 'queued', attempt: 1 }
    const applied = attempt === state.attempt && ['queued', 'running'].includes(state.status)
    const status = applied ? report.status : state.status
    states.set(processId + job, { status, attempt: state.attempt })
    return { processId, job, status, attempt: state.attempt, applied }
  }

  const server = await startTestServer((request, response) => void answer(request, response))
  return Object.assign(stub, {
    url: server.url,
    stop: server.stop,
    /** What was taken, oldest first. */
    reports,
    /** As an operator's retry or another listener would have left it. */
    put: ({ processId, job, ...state }: Pick<JobState, 'processId' | 'job' | 'status' | 'attempt'>) =>
      void states.set(processId + job, state),
    stateOf: (processId: string, job: JobState['job']) => states.get(processId + job),
  })
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

const sendProblem = (response: ServerResponse, status: number) =>
  send(response, status, { type: 'about:blank', title: 'No', status, code: 'stubbed', requestId: 'stub' })

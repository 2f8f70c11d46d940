import type { IncomingMessage, ServerResponse } from 'node:http'
import { json } from 'node:stream/consumers'
import { startTestServer } from '@waybill/test-kit'

type Call = { key: string; processId: string; headers: IncomingMessage['headers'] }

/** Instead of doing the job: a status, or an answer for another process. */
export type ServiceFault = number | 'another-process' | undefined

/** A service that produces what it is asked for, unless `faultOn` says otherwise; it remembers every call. */
export async function startServiceStub() {
  const calls: Call[] = []
  const stub = { faultOn: (_call: Call): ServiceFault => undefined, delay: async () => {}, underWay: 0 }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    stub.underWay += 1
    const { processId } = (await json(request)) as { processId: string }
    const call = { key: String(request.headers['idempotency-key']), processId, headers: request.headers }
    calls.push(call)
    await stub.delay()
    const fault = stub.faultOn(call)
    const status = typeof fault === 'number' ? fault : 201
    const answered = fault === 'another-process' ? processId.replace(/.$/, 'f') : processId
    const created = { processId: answered, reference: `PRD-${processId}` }
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(status === 201 ? created : problemOf(status)))
    stub.underWay -= 1
  }

  const server = await startTestServer((request, response) => void answer(request, response))
  return Object.assign(stub, { url: server.url, stop: server.stop, calls })
}

const problemOf = (status: number) => ({ type: 'about:blank', title: 'No', status, code: 'stubbed', requestId: 'stub' })

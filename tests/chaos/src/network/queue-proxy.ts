import { once } from 'node:events'
import { Agent, createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

/** A call to SNS or SQS: `PublishBatch`, `ReceiveMessage`, `DeleteMessageBatch`, … */
export type QueueCall = { action: string; path: string; headers: IncomingMessage['headers']; body: string }
export type QueueAnswer = { status: number; contentType: string; body: string }
export type Forward = (call: QueueCall) => Promise<QueueAnswer>

/** What is done with a call in place of just passing it on. */
export type Meddler = (call: QueueCall, forward: Forward) => Promise<QueueAnswer>

/**
 * Stands between the services and the SNS/SQS emulator on a free port, and lets `meddle` answer each call. Where the emulator
 * does not answer, nor does it: the connection is cut.
 */
export async function openQueueProxy() {
  const agent = new Agent({ keepAlive: true })
  let targetPort = 0
  let meddler: Meddler | undefined

  const forward: Forward = async ({ path, headers, body }) => {
    const { 'transfer-encoding': _, ...kept } = headers
    const length = { 'content-length': String(Buffer.byteLength(body)) }
    const outgoing = send({ agent, port: targetPort, host: '127.0.0.1', path, method: 'POST' })
    for (const [name, value] of Object.entries({ ...kept, ...length })) if (value) outgoing.setHeader(name, value)
    outgoing.end(body)
    const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage]
    const answered = await buffer(incoming)
    const contentType = incoming.headers['content-type'] ?? 'application/octet-stream'
    return { status: incoming.statusCode ?? 502, contentType, body: answered.toString() }
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = (await buffer(request)).toString()
    const call = { action: actionOf(request, body), path: request.url ?? '/', headers: request.headers, body }
    const answer = meddler ? await meddler(call, forward) : await forward(call)
    response.writeHead(answer.status, { 'content-type': answer.contentType }).end(answer.body)
  }

  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))

  return {
    port: (server.address() as AddressInfo).port,
    leadTo(port: number): void {
      targetPort = port
    },
    meddle(wanted: Meddler | undefined): void {
      meddler = wanted
    },
    async stop(): Promise<void> {
      server.closeAllConnections()
      agent.destroy()
      await new Promise((closed) => server.close(closed))
    },
  }
}

/** SQS names it in a header, SNS in its form. */
function actionOf({ headers }: IncomingMessage, body: string): string {
  const target = headers['x-amz-target']
  if (typeof target === 'string') return target.slice(target.indexOf('.') + 1)
  return new URLSearchParams(body).get('Action') ?? 'unknown'
}

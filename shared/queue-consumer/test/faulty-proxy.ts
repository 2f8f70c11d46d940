import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { atEnd } from './at-end.ts'

type Answer = { status: number; body: unknown } | 'stall'

/** A way to the emulator that answers by itself what `intercept` answers, by the name of the SQS action, and passes the rest on. `stall`: an answer that never ends. */
export async function startFaultyProxy(
  endpoint: string,
  intercept: (action: string, body: string) => Answer | undefined,
) {
  const actions: string[] = []
  const server = createServer(async (incoming, outgoing) => {
    const action = String(incoming.headers['x-amz-target']).replace('AmazonSQS.', '')
    const body = (await incoming.toArray()).join('')
    actions.push(action)
    const answer = intercept(action, body)
    const headers = { 'content-type': 'application/x-amz-json-1.0' }
    if (answer === 'stall') {
      outgoing.writeHead(200, { ...headers, 'content-length': '100' }).write('{')
      return
    }
    if (answer) {
      outgoing.writeHead(answer.status, headers).end(JSON.stringify(answer.body))
      return
    }
    const forwarded = request(endpoint, { method: 'POST', headers: incoming.headers, agent: false }, (response) => {
      outgoing.writeHead(response.statusCode ?? 500, response.headers)
      response.pipe(outgoing)
    })
    forwarded.on('error', () => outgoing.destroy())
    forwarded.end(body)
  })
  server.listen(0, '127.0.0.1')
  await new Promise((listening) => server.once('listening', listening))
  atEnd(() => {
    server.close()
    server.closeAllConnections()
  })
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, actions }
}

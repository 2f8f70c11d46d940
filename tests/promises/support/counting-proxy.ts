import { once } from 'node:events'
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

/**
 * Stands between two parts and counts how often each call is tried. The tries of a call share their `traceparent`, for each call
 * has a span of its own. It can answer 503 in place of the neighbour, or nothing at all.
 */
export async function openCountingProxy({ name, random }: { name: string; random: () => number }) {
  const agent = new Agent({ keepAlive: true })
  const triesOfCall = new Map<string, number>()
  let withoutTrace = 0
  let targetPort = 0
  let faultShare = 0

  const server = createServer((incoming, outgoing) => {
    pass(incoming, outgoing).catch(() => outgoing.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  async function pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await buffer(incoming)
    note(incoming.headers.traceparent)
    if (random() < faultShare) return misbehave(outgoing)
    const { connection: _, ...headers } = incoming.headers
    const options = { host: '127.0.0.1', port: targetPort, path: incoming.url, method: incoming.method, headers, agent }
    const sent = request(options).end(body)
    const [answer] = (await once(sent, 'response')) as [IncomingMessage]
    const { connection: __, 'keep-alive': ___, ...answered } = answer.headers
    outgoing.writeHead(answer.statusCode ?? 502, answered)
    answer.pipe(outgoing)
  }

  function note(traceparent: string | string[] | undefined): void {
    if (typeof traceparent === 'string') triesOfCall.set(traceparent, (triesOfCall.get(traceparent) ?? 0) + 1)
    else withoutTrace += 1
  }

  function misbehave(outgoing: ServerResponse): void {
    if (random() < 0.5) outgoing.destroy()
    else outgoing.writeHead(503, { 'content-type': 'text/html' }).end('<h1>503</h1>')
  }

  return {
    ...{ name, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` },
    leadTo(port: number): void {
      targetPort = port
    },
    /** From now on this share of the tries finds nobody, or a 503. */
    disturb(share: number): void {
      faultShare = share
    },
    /** Since it was asked last. */
    takeCounts() {
      const tries = [...triesOfCall.values()]
      const counts = {
        calls: tries.length,
        tries: tries.reduce((sum, each) => sum + each, 0),
        most: Math.max(0, ...tries),
      }
      const unknown = withoutTrace
      triesOfCall.clear()
      withoutTrace = 0
      return { ...counts, withoutTrace: unknown }
    },
    async stop(): Promise<void> {
      agent.destroy()
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}

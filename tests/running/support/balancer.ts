import { once } from 'node:events'
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer, text as wholeText } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { ask, codeOf, isShed } from './ask.ts'

/** How often it looks. A replica that drains for longer than that, and the look itself, gets nothing new when it closes. */
export const balancerIntervalMs = 250

/**
 * A balancer as small as one can be: it asks each replica's `/readyz`, and passes each request to one that is ready, in turn,
 * over kept-alive connections. One that says `Connection: close` is leaving and gets nothing until it is ready again. Only where
 * a connection was refused, and so nothing was sent, does it try the other. Where none is ready it takes those that were merely
 * slow to say so, as balancers do.
 */
export async function startBalancer() {
  const agent = new Agent({ keepAlive: true })
  const stopped = new AbortController()
  const states = new Map<string, 'ready' | 'unsure' | 'leaving'>()
  const faults: Record<string, number> = {}
  let turn = 0

  const server = createServer((incoming, outgoing) => void pass(incoming, outgoing))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  async function look(replica: string): Promise<void> {
    while (!stopped.signal.aborted) {
      const answer = await ask(replica, { path: '/readyz' }).catch(() => undefined)
      if (answer?.status === 200) states.set(replica, 'ready')
      else states.set(replica, answer?.text.includes('"not-ready"') ? 'unsure' : 'leaving')
      await pause(balancerIntervalMs, undefined, { signal: stopped.signal }).catch(() => {})
    }
  }

  function choose(): string[] {
    const all = [...states.keys()]
    const inState = (wanted: string) => all.filter((replica) => states.get(replica) === wanted)
    return [inState('ready'), inState('unsure'), all].find((some) => some.length > 0) ?? []
  }

  async function pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await buffer(incoming)
    turn += 1
    const choice = choose()
    for (const [index] of choice.entries()) {
      const replica = choice[(turn + index) % choice.length] as string
      const fault = await forward(replica, incoming, body, outgoing).then(() => undefined, codeOf)
      if (fault === undefined) return
      if (fault !== 'ECONNREFUSED') return refuse(outgoing, fault)
    }
    refuse(outgoing, 'no replica takes connections')
  }

  function refuse(outgoing: ServerResponse, why: string): void {
    note(why)
    outgoing.writeHead(502).end(why)
  }

  function note(what: string): void {
    faults[what] = (faults[what] ?? 0) + 1
  }

  function forward(replica: string, incoming: IncomingMessage, body: Buffer, outgoing: ServerResponse): Promise<void> {
    const { connection: _, ...headers } = incoming.headers
    return new Promise((resolve, reject) => {
      const sent = request(
        new URL(incoming.url ?? '', replica),
        { method: incoming.method, headers, agent },
        (answer) => {
          const { connection: _, 'keep-alive': __, ...answered } = answer.headers
          if (answer.headers.connection === 'close') states.set(replica, 'leaving')
          outgoing.writeHead(answer.statusCode ?? 502, answered)
          if (answer.statusCode === 503) void passUnavailable(answer, outgoing)
          else answer.pipe(outgoing)
          outgoing.once('close', () => answer.destroy())
          resolve()
        },
      )
      sent.once('error', reject).end(body)
    })
  }

  async function passUnavailable(answer: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const text = await wholeText(answer)
    note(isShed({ status: 503, text }) ? 'shed' : `503: ${text}`)
    outgoing.end(text)
  }

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Until it is told of them, it knows no replica. */
    serve: (replicas: readonly string[]): void => {
      for (const replica of replicas) void look(replica)
    },
    /** Since the last time it was asked: what it had to refuse, 503s of replicas, and how often one `shed` a call, having too much to do. */
    takeFaults: (): Record<string, number> => {
      const taken = { ...faults }
      for (const why of Object.keys(faults)) delete faults[why]
      return taken
    },
    isReady: (replica: string): boolean => states.get(replica) === 'ready',
    stop: (): void => {
      stopped.abort()
      server.close()
      server.closeAllConnections()
      agent.destroy()
    },
  }
}

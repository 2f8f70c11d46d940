import { Agent, type IncomingMessage, request } from 'node:http'
import type { Answer } from '../support/exchange.ts'
import type { FuzzedRequest } from './request-arbitrary.ts'

const patienceMs = 20_000

/** Sends on connections that are kept, and answers whole; of an event stream only the head. */
export function createSender() {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 })

  const once = ({ method, origin, target, headers, body }: FuzzedRequest): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const { hostname, port } = new URL(origin)
      const options = { hostname, port, path: target, method, headers, agent, timeout: patienceMs }
      const sent = request(options, (answer) => {
        if (answer.headers['content-type'] === 'text/event-stream') {
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers as Record<string, string>, text: '' })
          return void answer.destroy()
        }
        read(answer).then(resolve, reject)
      })
      sent.on('timeout', () => sent.destroy(new Error('no answer in time')))
      sent.on('error', reject)
      sent.end(body)
    })

  return {
    /** A connection that the server has just closed is no fault: once more on a new one. */
    send: (made: FuzzedRequest): Promise<Answer> =>
      once(made).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ECONNRESET') throw error
        return once(made)
      }),
    stop: () => agent.destroy(),
  }
}

async function read(answer: IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = []
  for await (const chunk of answer) chunks.push(chunk)
  const headers = answer.headers as Record<string, string>
  return { status: answer.statusCode ?? 0, headers, text: Buffer.concat(chunks).toString() }
}

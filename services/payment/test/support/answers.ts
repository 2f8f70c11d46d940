import type { IncomingMessage, ServerResponse } from 'node:http'

export type Asked = { method: string; url: URL; headers: IncomingMessage['headers']; body: Record<string, unknown> }

/** Answers one request. `act` is what the neighbour would have done by it, and gives the answer that it would have sent. */
export type Answer = (response: ServerResponse, act: () => unknown) => void

export async function readRequest(request: IncomingMessage): Promise<Asked> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const url = new URL(request.url ?? '', 'http://stub')
  const body = JSON.parse(Buffer.concat(chunks).toString() || '{}')
  return { method: request.method ?? '', url, headers: request.headers, body }
}

export function answerJson(response: ServerResponse, status: number, body: unknown): void {
  const type = status >= 400 ? 'application/problem+json' : 'application/json'
  response.writeHead(status, { 'content-type': type }).end(JSON.stringify(body))
}

export const says =
  (status: number, body: unknown): Answer =>
  (response) =>
    answerJson(response, status, body)

export const refuses = (status: number, code = 'some-problem'): Answer =>
  says(status, { type: 'about:blank', title: 'Refused', status, code, requestId: 'r' })

export const resets: Answer = (response) => void response.socket?.destroy()

/** The effect happens, its answer never arrives. */
export const actsAndResets: Answer = (response, act) => {
  act()
  response.socket?.destroy()
}

export const hangs: Answer = () => {}

import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { startTestServer } from '@waybill/test-kit'

export type Seen = { method: string; url: string; headers: IncomingMessage['headers']; body: string }
type Answer = (request: IncomingMessage, response: ServerResponse) => unknown

/** A neighbour that notes every request that reaches it, and answers `{}` until told otherwise by `answer`. */
export async function startRecordingServer(port = 0) {
  const seen: Seen[] = []
  const state = { answer: (_, response) => response.setHeader('content-type', 'application/json').end('{}') } as {
    answer: Answer
  }
  const server = await startTestServer(async (request, response) => {
    const { method = '', url = '', headers } = request
    seen.push({ method, url, headers, body: await text(request) })
    state.answer(request, response)
  }, port)
  return Object.assign(state, { ...server, seen })
}

export type RecordingServer = Awaited<ReturnType<typeof startRecordingServer>>

import { type ServerResponse, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { problemJson, problemType } from './problem.ts'

type Deps = { answering: ReadonlySet<ServerResponse>; newId: () => string }

const lingerMs = 1_000

const answers: Readonly<Record<string, readonly [status: number, code: string]>> = {
  HPE_HEADER_OVERFLOW: [431, 'headers-too-large'],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: [413, 'body-too-large'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'request-timeout'],
}

/**
 * Answers what Node's parser refuses or cuts off before it is a request, as a problem document, and closes the
 * connection. Where an answer has begun on it nothing is written, for that would corrupt it.
 */
export function createClientErrorAnswer({ answering, newId }: Deps) {
  return (error: NodeJS.ErrnoException, socket: Duplex): void => {
    if (socket.writableEnded) return
    const begun = [...answering].some((response) => response.socket === socket && response.headersSent)
    if (begun || !socket.writable) return void socket.destroy()
    socket.end(answer(...(answers[error.code ?? ''] ?? [400, 'malformed-request']), newId()))
    // RFC 9112, 9.6: closed at once, what the client is still sending would reset the connection under the answer.
    const timer = setTimeout(() => socket.destroy(), lingerMs)
    socket.once('close', () => clearTimeout(timer))
  }
}

function answer(status: number, code: string, requestId: string): string {
  const body = problemJson({ status, code, requestId })
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Connection: close',
    `Content-Type: ${problemType}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Request-Id: ${requestId}`,
  ]
  return `${head.join('\r\n')}\r\n\r\n${body}`
}

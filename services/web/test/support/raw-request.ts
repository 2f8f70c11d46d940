import { once } from 'node:events'
import { connect } from 'node:net'

/**
 * Writes bytes as they are and answers all that comes back until the server closes the connection, or has been silent for
 * half a second. It does not close its own side: that would be a client that is gone.
 */
export async function rawRequest(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  const chunks: Buffer[] = []
  socket.on('data', (chunk) => chunks.push(chunk)).on('error', () => {})
  socket.setTimeout(500, () => socket.destroy())
  await once(socket, 'connect')
  socket.write(text)
  await once(socket, 'close')
  return Buffer.concat(chunks).toString()
}

export type RawParts = { method?: string; target: string; headers?: Record<string, string>; body?: string }

/** A request with its target exactly as given, which `fetch` would tidy up first. */
export function requestText({ method = 'GET', target, headers = {}, body }: RawParts): string {
  const sized =
    body === undefined ? {} : { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) }
  const all = { Host: 'localhost', Connection: 'close', ...sized, ...headers }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return `${method} ${target} HTTP/1.1\r\n${lines.join('')}\r\n${body ?? ''}`
}

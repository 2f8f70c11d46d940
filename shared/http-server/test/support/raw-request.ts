import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** Writes bytes to the server as they are and returns all it answers until it closes the connection. */
export async function rawRequest(port: number, text: string | Buffer): Promise<string> {
  const { socket, answer } = await openConnection(port)
  socket.write(text)
  return answer
}

/** A connection of its own, to write to in parts. `answer` settles when the connection is closed, however it ends. */
export async function openConnection(port: number): Promise<{ socket: Socket; answer: Promise<string> }> {
  const socket = connect(port, '127.0.0.1')
  const chunks: Buffer[] = []
  socket.on('data', (chunk) => chunks.push(chunk)).on('error', () => {})
  await once(socket, 'connect')
  const answer = once(socket, 'close').then(() => Buffer.concat(chunks).toString())
  return { socket, answer }
}

/** A GET that asks for the connection to be closed. */
export const rawGet = (port: number, target: string) =>
  rawRequest(port, `GET ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`)

/** The problem document in a raw answer. */
export const problemIn = (answer: string) => JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4))

import { createServer, type Server } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ensureReader } from '../src/hosting/ensure-reader.ts'

let server: Server
let url: string

beforeAll(async () => {
  server = createServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', () => socket.end(Buffer.concat([authenticated, readyForQuery, shutDown])))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  url = `postgres://somebody@127.0.0.1:${(server.address() as { port: number }).port}`
})
afterAll(() => void server.close())

// https://www.postgresql.org/docs/current/protocol-message-formats.html
const message = (type: string, body: Buffer) => {
  const length = Buffer.alloc(4)
  length.writeInt32BE(body.length + 4)
  return Buffer.concat([Buffer.from(type), length, body])
}
const authenticated = message('R', Buffer.alloc(4))
const readyForQuery = message('Z', Buffer.from('I'))
const shutDown = message('E', Buffer.from('SFATAL\0VFATAL\0C57P01\0Mterminating connection\0\0'))

it('when the server ends a session that asks nothing yet, making the role rejects, and the app host does not end', async () => {
  await expect(ensureReader(`${url}/postgres`, 'secret')).rejects.toThrow()
})

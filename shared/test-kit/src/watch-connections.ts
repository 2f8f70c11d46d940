import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { Socket } from 'node:net'

type Request = { path: string }
type Sent = { request: Request; socket: Socket }

/** What `fetch` reads of the answers to requests below `path`, by the sockets themselves: what a server sends may still lie in buffers. */
export function watchConnections(path: string) {
  const open = new Map<Request, { socket: Socket; readBefore: number }>()
  const sent = (message: unknown) => {
    const { request, socket } = message as Sent
    if (request.path.startsWith(`${path}/`)) open.set(request, { socket, readBefore: socket.bytesRead })
  }
  const ended = (message: unknown) => void open.delete((message as Sent).request)
  subscribe('undici:client:sendHeaders', sent)
  subscribe('undici:request:trailers', ended)
  return {
    /** How many bytes came of each answer that was not read to its end. */
    readBeforeCut: () =>
      [...open.values()]
        .filter(({ socket }) => socket.destroyed)
        .map(({ socket, readBefore }) => socket.bytesRead - readBefore),
    stop() {
      unsubscribe('undici:client:sendHeaders', sent)
      unsubscribe('undici:request:trailers', ended)
    },
  }
}

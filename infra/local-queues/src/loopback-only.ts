import { AsyncLocalStorage } from 'node:async_hooks'
import { Server } from 'node:net'

const onLoopback = new AsyncLocalStorage<boolean>()
const listen = Server.prototype.listen

// fauxqs always asks for 0.0.0.0 and has no option for it. Only a server that is started inside `listeningOnLoopback` is
// changed; the wrap stays, because restoring it would undo that of another emulator that is just starting.
Server.prototype.listen = function (this: Server, ...args: unknown[]) {
  const [options, ...rest] = args
  const isOurs = onLoopback.getStore() === true && typeof options === 'object'
  return Reflect.apply(listen, this, isOurs ? [{ ...options, host: '127.0.0.1' }, ...rest] : args) as Server
} as typeof listen

/** Whatever server `start` starts, before or after it returns, listens on 127.0.0.1 and nowhere else. */
export function listeningOnLoopback<T>(start: () => T): T {
  return onLoopback.run(true, start)
}

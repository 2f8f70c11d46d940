import type { Guard } from './call.ts'

/** `fetch`, by which all gateways call their neighbours. The words are method, path and body. */
export function guardHttp(guard: Guard): void {
  const original = globalThis.fetch
  globalThis.fetch = (input, init) =>
    guard({
      door: 'http',
      words: `${init?.method ?? 'GET'} ${pathOf(input)} ${typeof init?.body === 'string' ? init.body : ''}`,
      run: (wasHeld) => original(input, wasHeld ? { ...init, signal: null } : init),
      isFull: () => true,
    })
}

function pathOf(input: string | URL | Request): string {
  const { pathname, search } = new URL(input instanceof Request ? input.url : input)
  return pathname + search
}

import { type Endpoint, endpoints } from '../support/endpoints.ts'
import type { Header } from '../support/exchange.ts'
import type { Row } from './row.ts'

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']
const strange = ['OPTIONS', 'PROPFIND', 'LINK', 'TRACE']

/** A path without parameters may fit the pattern of another route, too. */
const fits = (path: string, pattern: string) => new RegExp(`^${pattern.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path)

const methodsAt = ({ service, path }: Endpoint) =>
  endpoints.filter((other) => other.service === service && fits(path, other.path)).map(({ method }) => method)

function allowOf(endpoint: Endpoint): string {
  const allowed = methods.filter((method) => methodsAt(endpoint).includes(method))
  return [...allowed, ...(allowed.includes('GET') ? ['HEAD'] : [])].join(', ')
}

const bodyHeaders = ['content-type', 'idempotency-key']

export const methodRow: Row = {
  title: 'when the method is one that the address has not',
  appliesTo: () => true,
  spoil: (sound, endpoint) => {
    const isAllowed = (method: string) => methodsAt(endpoint).includes(method)
    const { body: _, ...bare } = sound
    const headers = sound.headers.filter(([name]: Header) => !bodyHeaders.includes(name.toLowerCase()))
    const others = [...methods, ...strange].filter((method) => !isAllowed(method))
    return others.map((method) => ({ ...bare, method, headers }))
  },
  expected: (endpoint) => ({ status: 405, code: 'method-not-allowed', headers: { allow: allowOf(endpoint) } }),
}

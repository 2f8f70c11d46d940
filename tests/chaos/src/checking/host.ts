import type { AppHost } from '@waybill/apphost'

/** What the checker needs of a running system. */
export type CheckedHost = Pick<AppHost, 'resource' | 'names' | 'secrets' | 'ports' | 'dataFolder'>

/** The address of the server of all databases, without a database name. */
export const serverOf = ({ secrets, ports }: CheckedHost): string =>
  `postgres://waybill:${encodeURIComponent(secrets.databasePassword ?? '')}@127.0.0.1:${ports.postgres}`

/** Rejects for any answer but 200: what cannot be read cannot be checked. */
export async function readJson<T>(host: CheckedHost, name: string, path: string): Promise<T> {
  const credential = path.startsWith('/api/internal') ? { authorization: `Bearer ${host.secrets.serviceKey}` } : {}
  const response = await fetch(`${host.resource(name).url}${path}`, { headers: credential })
  if (response.status !== 200) throw new Error(`${name} answered ${response.status} to ${path}`)
  return (await response.json()) as T
}

/** The same with keys as columns are called. */
export const asRow = (value: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(value).map(([key, field]) => [snake(key), field]))

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

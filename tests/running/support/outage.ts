import { waitFor } from '@waybill/test-kit'
import { ask } from './ask.ts'
import type { RunningSystem } from './running-system.ts'

/** Those whose `/readyz` asks a database. */
export const withDatabase = [
  'order',
  'order-2',
  'payment',
  'notification',
  'e-wallet',
  'production',
  'invoice',
  'mailbox',
]

/** Which process each part is; one that ended, and was started again, has another number. */
export function pidsOf({ host }: RunningSystem, except: readonly string[]): Record<string, number | undefined> {
  const others = host.names.filter((name) => !except.includes(name))
  return Object.fromEntries(others.map((name) => [name, host.resource(name).pid]))
}

/** Resolves when `/readyz` of all has this status; rejects after 30 s. */
export async function sayHealth(system: RunningSystem, names: readonly string[], status: number): Promise<void> {
  const saysSo = async (name: string) => (await ask(system.urlOf(name), { path: '/readyz' })).status === status
  await Promise.all(
    names.map((name) =>
      waitFor(() => saysSo(name), { what: `${name} to say ${status}`, timeoutMs: 30_000, intervalMs: 50 }),
    ),
  )
}

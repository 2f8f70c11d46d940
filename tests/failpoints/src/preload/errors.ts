import type { Door } from '../failpoint.ts'

/** As `pg` says it when the server's side of the socket is gone. */
export const lostConnection = () => new Error('Connection terminated unexpectedly')

/** What PostgreSQL refuses a statement with that it has not run: too many connections, a lock or a statement took too long. */
const refusals = ['53300', '55P03', '57014']

/**
 * An error as this door knows them, chosen by a number from 0 to 1. Of a statement that was done only the answer can be lost: then
 * it is the connection that breaks.
 */
export function errorAt(door: Door, when: 'before' | 'after', number: number): Error {
  if (door !== 'postgres') return awsFault()
  const choices = when === 'before' ? [...refusals.map(refused), lostConnection()] : [lostConnection()]
  return choices[Math.floor(number * 997) % choices.length] ?? lostConnection()
}

const refused = (code: string) => Object.assign(new Error(`injected ${code}`), { code, severity: 'ERROR' })

const awsFault = () =>
  Object.assign(new Error('injected'), {
    name: 'InternalFailure',
    ...{ $fault: 'server', $metadata: { httpStatusCode: 500, attempts: 3 } },
  })

import type { Door } from '../failpoint.ts'
import type { Guard } from './call.ts'

/** Puts the guard at a door of this process. The vendor's code is loaded only where the process uses it. */
const openers: Record<Door, (guard: Guard) => Promise<void>> = {
  postgres: async (guard) => (await import('./postgres-door.ts')).guardPostgres(guard),
  http: async (guard) => (await import('./http-door.ts')).guardHttp(guard),
  sns: async (guard) => (await import('./aws-doors.ts')).guardSns(guard),
  sqs: async (guard) => (await import('./aws-doors.ts')).guardSqs(guard),
  smtp: async (guard) => (await import('./smtp-door.ts')).guardSmtp(guard),
}

export async function guardDoors(doors: readonly Door[], guard: Guard): Promise<void> {
  await Promise.all(doors.map((door) => openers[door](guard)))
}

import type { FaultContext } from './fault.ts'
import { createPace } from './pace.ts'

/** Every 10 s every session of every database is ended, also in the middle of a transaction; every 60 s the server stops at once. */
export function createPostgresFaults({ system, record, random }: FaultContext) {
  const sessions = createPace({
    ...{ random, everyMs: [10_000, 10_000], firstWithinMs: 10_000 },
    async act() {
      const ended = await system.database('postgres', (client) =>
        client.query(`
          select pg_terminate_backend(pid) from pg_stat_activity
          where backend_type = 'client backend' and pid <> pg_backend_pid()`),
      )
      record.inject('postgres', 'sessions', `${ended.rowCount} ended`)()
    },
  })
  const server = createPace({
    ...{ random, everyMs: [60_000, 60_000], firstWithinMs: 60_000 },
    act() {
      if (record.isHeld('postgres')) return
      system.stopPostgresAtOnce()
      record.inject('postgres', 'postgres', 'immediate stop')()
    },
  })
  return {
    async start(): Promise<void> {
      sessions.start()
      server.start()
    },
    async stop(): Promise<void> {
      await Promise.all([sessions.stop(), server.stop()])
    },
  }
}

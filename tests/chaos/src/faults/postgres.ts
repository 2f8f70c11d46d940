import type { FaultContext } from './fault.ts'
import { createPace } from './pace.ts'

/** Every session of every database is ended, also in the middle of a transaction; one time in five the server is restarted. */
export function createPostgresFaults({ system, record, random }: FaultContext) {
  const pace = createPace({
    random,
    everyMs: [6_000, 14_000],
    async act() {
      if (random() < 0.2) return restartServer()
      const ended = await system.database('postgres', (client) =>
        client.query(`
          select pg_terminate_backend(pid) from pg_stat_activity
          where backend_type = 'client backend' and pid <> pg_backend_pid()`),
      )
      record.inject('postgres', 'sessions', `${ended.rowCount} ended`)()
    },
  })

  async function restartServer(): Promise<void> {
    const ended = record.inject('postgres', 'server', 'restarted')
    await system.host.resource('postgres').restart()
    ended()
  }

  return { start: async () => pace.start(), stop: pace.stop }
}

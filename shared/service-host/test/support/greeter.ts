import { join } from 'node:path'
import { createRoute } from '@hono/zod-openapi'
import { boolean, type Environment, fromConnectionString, fromEnv, readConfig } from '@waybill/config'
import { createRouter } from '@waybill/http-server'
import type { Logger } from '@waybill/logger'
import { createDatabase, type Database } from '@waybill/postgres'
import { sql } from 'kysely'
import { createServiceHost, internalVariables, type System } from '../../src/index.ts'

export const readGreeterConfig = (env: Environment) =>
  readConfig(env, {
    ...internalVariables(0),
    connectionString: fromConnectionString('greeter'),
    isStuck: fromEnv('IS_STUCK', boolean.default(false)),
  })

const answers = { 200: { description: 'Done' } }
const hold = createRoute({ method: 'get', path: '/api/v1/hold', responses: answers })
const list = createRoute({ method: 'get', path: '/api/internal/v1/greetings', responses: answers })

type Config = ReturnType<typeof readGreeterConfig>

/** A small whole service: a table, a worker that writes to it when it starts and stops, and a request that is held open. */
export function createGreeter(config: Config, { logger, system }: { logger: Logger; system: System }) {
  const { connectionString, isStuck } = config
  const database = createDatabase({ connectionString, applicationName: 'greeter', logger })
  const held = Promise.withResolvers<void>()
  const router = createRouter()
    .openapi(hold, async (c) => {
      logger.info({}, 'holding')
      await held.promise
      logger.info({}, 'answering')
      return c.body(null, 200)
    })
    .openapi(list, async (c) => c.json(await greetings(database), 200))

  return createServiceHost({
    ...{ title: 'Greeter', config, logger, system, routers: [router] },
    database: { database, migrations: join(import.meta.dirname, 'migrations') },
    workers: [greeterWorker(database, { logger, isStuck })],
    onDrain: [held.resolve],
  })
}

function greeterWorker(database: Database, { logger, isStuck }: { logger: Logger; isStuck: boolean }) {
  const write = async (text: string) => {
    await sql`insert into greetings values (${text})`.execute(database.db)
    logger.info({}, text)
  }
  let isStarted = false
  return {
    async start() {
      await write('hello')
      isStarted = true
    },
    async stop() {
      if (isStuck) await new Promise(() => {})
      if (isStarted) await write('goodbye')
    },
  }
}

async function greetings({ db }: Database): Promise<string[]> {
  const { rows } = await sql<{ text: string }>`select text from greetings`.execute(db)
  return rows.map(({ text }) => text)
}

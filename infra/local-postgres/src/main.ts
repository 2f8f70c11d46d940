import { type LocalPostgres, startLocalPostgres } from './start-local-postgres.ts'

const { PORT = '54320', POSTGRES_PASSWORD, POSTGRES_DATABASES = '', POSTGRES_DATA_FOLDER, POSTGRES_HOME } = process.env
let isStopping = false

async function run(): Promise<void> {
  if (!POSTGRES_PASSWORD) throw new Error('POSTGRES_PASSWORD is missing')
  const starting = startLocalPostgres({
    port: Number(PORT),
    password: POSTGRES_PASSWORD,
    ...(POSTGRES_DATA_FOLDER && { dataFolder: POSTGRES_DATA_FOLDER }),
    ...(POSTGRES_HOME && { homeFolder: POSTGRES_HOME }),
  })
  stopOnSignal(starting)
  const postgres = await starting
  try {
    for (const name of POSTGRES_DATABASES.split(',').filter(Boolean)) await postgres.ensureDatabase(name)
    if (!isStopping) console.log(`PostgreSQL is ready on 127.0.0.1:${postgres.port}`)
    await postgres.exited
    throw new Error('PostgreSQL ended by itself; its log tells why')
  } finally {
    await postgres.stop()
  }
}

/** A signal during the start is obeyed as soon as there is something to stop. */
function stopOnSignal(starting: Promise<LocalPostgres>): void {
  const stop = () => {
    isStopping = true
    starting.then((postgres) => postgres.stop()).catch(() => {}) // a failed start reports itself
  }
  process.on('SIGTERM', stop).on('SIGINT', stop)
}

run().catch((error: Error) => {
  if (isStopping) return
  console.error(error.message)
  process.exitCode = 1
})

import { startLocalQueues } from './start-local-queues.ts'

const { PORT = '4566', QUEUES_DATA_FOLDER } = process.env

async function run(): Promise<void> {
  if (!QUEUES_DATA_FOLDER)
    throw new Error('QUEUES_DATA_FOLDER is missing: the folder in which messages outlive a crash')
  const queues = await startLocalQueues({ port: Number(PORT), dataDir: QUEUES_DATA_FOLDER })
  const stop = () => queues.stop().then(() => process.exit(0))
  process.on('SIGTERM', stop).on('SIGINT', stop)
  console.log(`SNS and SQS are ready on ${queues.endpoint}`)
}

run().catch((error: Error) => {
  console.error(error.message)
  process.exit(1)
})

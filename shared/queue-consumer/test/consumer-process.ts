// A consumer as a process of its own, to be killed: it writes a line for each message that it has handled.
import { createQueueConsumer } from '../src/queue-consumer.ts'
import { createSqsClients } from '../src/sqs-clients.ts'

const { QUEUE_URL = '', ENDPOINT = '' } = process.env

const quiet = { info() {}, warn() {} }
createQueueConsumer({
  sqs: createSqsClients({
    endpoint: ENDPOINT,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    waitTimeSeconds: 1,
  }),
  queueUrl: QUEUE_URL,
  handle: async ({ body }) => void process.stdout.write(`${body}\n`),
  logger: quiet,
  random: Math.random,
  concurrency: 5,
  visibilityTimeout: 2,
  handlerDeadlineMs: 1_000,
}).start()

import { randomUUID } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startAppHost } from '@waybill/apphost'
import { serverOf } from '@waybill/chaos'
import { createEventPublisher, createSnsClient } from '@waybill/event-publisher'
import { applyTopology, emulatorCredentials, topology } from '@waybill/local-queues'
import { createLogger } from '@waybill/logger'
import { createOutboxRelay, createOutboxRows, createOutboxTable, type OutboxTable, type Publish } from '@waybill/outbox'
import { createDatabase } from '@waybill/postgres'
import { createWorkerLoop } from '@waybill/worker-loop'
import type { Transaction } from 'kysely'
import { query } from './query.ts'

type Tables = { outbox: OutboxTable }

const region = 'eu-central-1'
const name = 'promised_outbox'

/** The outbox's table in PostgreSQL as the app host runs it, its SNS, and one relay as order has it. */
export async function startOutboxStage() {
  const dataFolder = mkdtempSync(join(tmpdir(), 'waybill-promises-'))
  const host = await startAppHost({ ports: 'free', dataFolder, silent: true, only: ['postgres', 'queues'] })
  await query(host, 'postgres', `create database ${name}`)
  const endpoint = host.resource('queues').url
  const { topicArn, queues } = await applyTopology({ endpoint, region, topology })
  const logger = createLogger({ name, level: 'error' })
  const connect = (poolSize: number) =>
    createDatabase<Tables>({ connectionString: `${serverOf(host)}/${name}`, applicationName: name, poolSize, logger })
  const database = connect(10)
  const writing = connect(30)
  await createOutboxTable(database.db)

  /** When SNS had said yes for the first time, and how often it did. */
  const publishedAtMs = new Map<string, number>()
  let published = 0
  const sns = createSnsClient({ endpoint, region, credentials: emulatorCredentials })
  const publishToSns = createEventPublisher({ sns, topicArn, monotonicMs: () => performance.now() })
  const publish: Publish = async (events) => {
    const publication = await publishToSns(events)
    const atMs = performance.now()
    published += publication.accepted.length
    for (const id of publication.accepted) publishedAtMs.set(id, publishedAtMs.get(id) ?? atMs)
    return publication
  }
  const random = Math.random
  const relay = createOutboxRelay({
    rows: createOutboxRows({ db: database.db }),
    publish,
    workerId: 'relay',
    logger,
    random,
    now: () => new Date(),
  })
  const loop = createWorkerLoop({ name: 'outbox-relay', work: relay.relayOnce, intervalMs: 250, logger, random })

  return {
    ...{ publishedAtMs, start: loop.start, wake: loop.wake },
    published: () => published,
    /** One transaction that leaves an event, or that is rolled back. Answers its id. */
    async write(isRolledBack: boolean): Promise<string> {
      const id = randomUUID()
      const work = writing.db.transaction().execute(async (transaction) => {
        await insertEvent(transaction, id)
        if (isRolledBack) throw rolledBack
      })
      await work.catch((error) => {
        if (error !== rolledBack) throw error
      })
      return id
    },
    unpublished: async () => {
      const [row] = await query<{ count: number }>(
        host,
        name,
        'select count(*)::int as count from outbox where published_at is null',
      )
      return row?.count
    },
    /** How many messages wait in production's queue, to which each of these events goes. */
    async waiting(): Promise<number> {
      const body = { QueueUrl: queues.production.url, AttributeNames: ['ApproximateNumberOfMessages'] }
      const headers = {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': 'AmazonSQS.GetQueueAttributes',
      }
      const answer = await fetch(endpoint, { method: 'POST', headers, body: JSON.stringify(body) })
      const { Attributes } = (await answer.json()) as { Attributes: Record<string, string> }
      return Number(Attributes.ApproximateNumberOfMessages)
    },
    async stop(): Promise<void> {
      await loop.stop()
      sns.destroy()
      await Promise.all([database.stop(), writing.stop()])
      await host.remove()
    },
  }
}

export type OutboxStage = Awaited<ReturnType<typeof startOutboxStage>>

const rolledBack = new Error('rolled back')

/** As large as what order writes of a small order. */
const payload = JSON.stringify({ specversion: '1.0', type: 'production-requested', data: 'x'.repeat(800) })

const insertEvent = (transaction: Transaction<Tables>, id: string) =>
  transaction
    .insertInto('outbox')
    .values({
      ...{ id, aggregate_type: 'order', aggregate_id: randomUUID(), aggregate_version: 1 },
      ...{ event_type: 'production-requested', payload },
    })
    .execute()

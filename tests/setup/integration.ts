import { startThrowAwayPostgres } from '@waybill/local-postgres'
import { startLocalQueues } from '@waybill/local-queues'
import type { TestProject } from 'vitest/node'
import '@waybill/test-kit'

/**
 * One PostgreSQL and one SNS/SQS emulator for all integration tests of this run, both empty and gone afterwards. A test
 * file makes a database of its own (`createTestDatabase`) and gives its queues names of its own.
 */
export async function setup(project: TestProject) {
  const postgres = await startThrowAwayPostgres()
  const queues = await startLocalQueues({ port: 0 })
  project.provide('postgresUrl', postgres.url)
  project.provide('queuesUrl', queues.endpoint)
  return () => Promise.all([postgres.stop(), queues.stop()])
}

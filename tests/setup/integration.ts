import { startThrowAwayPostgres } from '@waybill/local-postgres'
import { startLocalQueues } from '@waybill/local-queues'
import type { TestProject } from 'vitest/node'
import '@waybill/test-kit'
import { offerWireMock } from './offer-wiremock.ts'

/**
 * One PostgreSQL, one SNS/SQS emulator and, where it can be had, one WireMock for all integration tests of this run, all empty
 * and gone afterwards. A test file makes a database of its own (`createTestDatabase`), gives its queues names of its own, and
 * has its own part of WireMock (`openNeighbour`).
 */
export async function setup(project: TestProject) {
  const [postgres, wiremock] = await Promise.all([startThrowAwayPostgres(), offerWireMock()])
  const queues = await startLocalQueues({ port: 0 })
  project.provide('postgresUrl', postgres.url)
  project.provide('queuesUrl', queues.endpoint)
  if (wiremock) project.provide('wiremockUrl', wiremock.url)
  return () => Promise.all([postgres.stop(), queues.stop(), wiremock?.stop()])
}

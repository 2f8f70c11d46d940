import { afterAll, beforeAll, beforeEach } from 'vitest'
import { checkoutsContract } from './checkouts-contract.ts'
import { emailsContract } from './emails-contract.ts'
import { jobsContract } from './jobs-contract.ts'
import { keysContract } from './keys-contract.ts'
import { outboxContract } from './outbox-contract.ts'
import { paymentFactsContract } from './payment-facts-contract.ts'
import { paymentsContract } from './payments-contract.ts'
import { settlementsContract } from './settlements-contract.ts'
import type { Stores } from './stores.ts'
import { webhookEventsContract } from './webhook-events-contract.ts'

/** What every implementation of the repositories must do; each test begins with empty tables. */
export function repositoryContracts(open: () => Promise<Stores>): void {
  let stores: Stores
  beforeAll(async () => {
    stores = await open()
  }, 60_000)
  beforeEach(() => stores.forget())
  afterAll(() => stores?.close(), 60_000)

  const of = () => stores
  keysContract(of)
  checkoutsContract(of)
  paymentFactsContract(of)
  jobsContract(of)
  outboxContract(of)
  paymentsContract(of)
  settlementsContract(of)
  webhookEventsContract(of)
  emailsContract(of)
}

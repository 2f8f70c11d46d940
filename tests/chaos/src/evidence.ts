/** Every customer of a run has an address here: a mail to anywhere else is a fault. */
export const customerDomain = 'example.com'
/** And this name, which no log may hold. */
export const customerName = 'José Åkesson'
/** Those whose mail is answered 550 have it here: nothing is ever delivered to it. */
export const refusedDomain = 'refused.example.com'

/** One try of a client, as the driver saw it. The rows are schema `drv` of the checking database. */
export type Try = {
  /** When the call began, RFC 3339. */
  at: string
  operation: 'create' | 'checkout' | 'read'
  userId: string
  /** Null for a creation that was never answered. */
  orderId: string | null
  key: string | null
  /** SHA-256 of the request as the service hashes it is not needed: equal requests have equal hashes here. */
  requestHash: string
  /** Null: no answer (timeout, reset, refused connection). */
  status: number | null
  /** SHA-256, in hex, of the answer's bytes. */
  answerHash: string | null
  /** Of a refusal: the `code` of the problem, by which an answer that is kept is told from one that is not. */
  code?: string | null
  /** When the answer was there, RFC 3339. A read without it is not compared with the ones after it. */
  endedAt?: string | null
  /** `orders.version` where the answer tells it. */
  version: number | null
  totalMinor: number | null
}

/** Something that the driver did to the system. */
export type Injected = { at: string; until: string | null; fault: string; target: string; detail: string }

/** What a payment must end as, by what the driver told the e-wallet. */
export type ExpectedPayment = { orderId: string; scenario: string | null; outcome: 'succeeded' | 'failed' | null }

export type DriverLog = {
  seed: number
  startedAt: string
  faultsEndedAt: string
  quietAt: string | null
  tries: Try[]
  injected: Injected[]
  expected: ExpectedPayment[]
  /** Orders whose mail got a 550, and messages that were poisoned on purpose. */
  refusedMails: string[]
  poisonedMessages: string[]
}

export type Violation = { invariant: string; rows: Record<string, unknown>[] }

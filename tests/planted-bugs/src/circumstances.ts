import type { Circumstances } from './planted-bug.ts'

/** Everything goes wrong at once. */
export const everything: Circumstances = {
  orders: 60,
  seconds: 30,
  faults: 'mail,webhooks,neighbours,queues,network,postgres,restart,stop,kill,clients',
}

/** The provider tells the truth late, early, twice, never, or contradicts itself; all else is calm. */
export const disorderedWebhooks: Circumstances = { orders: 150, seconds: 25, faults: 'webhooks' }

/** Calls between the parts fail and hang, processes stand still, and clients ask again. */
export const brokenCalls: Circumstances = {
  orders: 60,
  seconds: 30,
  faults: 'webhooks,neighbours,network,stop,clients',
}

/** What is received comes twice, deletes are lost, and those who are called fail. */
export const repeatedMessages: Circumstances = { orders: 60, seconds: 20, faults: 'mail,neighbours,queues,clients' }

import { aCreation, aRead, type Corruption, copy, plainOrder } from './rows.ts'

export const client: Corruption[] = [
  {
    ...{ invariant: 'C1', what: 'a key got two answers' },
    sql: copy('drv.tries', aCreation, { answer_hash: `'another'` }),
  },
  {
    ...{ invariant: 'C1', what: 'a key got a refusal and an answer' },
    sql: copy('drv.tries', `operation = 'checkout' and order_id = (${plainOrder})`, {
      ...{ status: '409', code: `'payment-in-progress'` },
    }),
  },
  {
    ...{ invariant: 'C1', what: 'another answer is kept than was given' },
    sql: `update ord.idempotency_keys set answer_body = answer_body || ' '
      where key = (select min(key) from drv.tries where order_id = (${plainOrder}) and operation = 'checkout')`,
  },
  {
    ...{ invariant: 'C2', what: 'a key got a 2xx for another request' },
    sql: copy('drv.tries', aCreation, { request_hash: `'another'` }),
  },
  {
    ...{ invariant: 'C3', what: 'a client saw an older order than before' },
    sql: copy('drv.tries', aRead, { version: '0', at: 'now()', ended_at: 'now()' }),
  },
]

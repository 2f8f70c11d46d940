import { aMail, type Corruption, copy, plainOrder, refusedProcess } from './rows.ts'

export const notification: Corruption[] = [
  {
    ...{ invariant: 'N1', what: 'a mail never came' },
    sql: `delete from smtp.mails where order_id = (${plainOrder})::text`,
  },
  {
    ...{ invariant: 'N1', what: 'a mail went to somebody else' },
    sql: `update smtp.mails set recipients = '{ana@example.com}' where order_id = (${plainOrder})::text`,
  },
  {
    ...{ invariant: 'N1', what: 'the job of a refused mail does not say why' },
    sql: `update ord.order_process_jobs set note = 'it failed' where process_id = (${refusedProcess}) and type = 'notification'`,
  },
  {
    ...{ invariant: 'N2', what: 'a mail was repeated under a Message-ID of its own', also: ['L11'] },
    sql: copy('smtp.mails', aMail, { message_id: `'repeated@waybill'` }),
  },
  {
    ...{ invariant: 'N3', what: 'a mail went out of the run as well' },
    sql: `update smtp.mails set recipients = recipients || '{jose@example.org}' where ${aMail}`,
  },
]

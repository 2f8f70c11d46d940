import { aMail, type Corruption, plainOrder, processOf } from './rows.ts'

export const also: Corruption[] = [
  {
    ...{ invariant: 'E1', what: 'a process ended by itself' },
    sql: `insert into drv.endings values ('order', 'ended by itself with exit code 1', 1)`,
  },
  {
    ...{ invariant: 'E1', what: 'a process that was killed too ran out of memory' },
    sql: `insert into drv.injected values (now(), now(), 'kill', 'payment', '');
      insert into drv.endings values ('payment', 'was killed by SIGABRT', 1)`,
  },
  {
    ...{ invariant: 'E1', what: 'a process was killed, and not by the driver' },
    sql: `insert into drv.endings values ('payment', 'was killed by SIGKILL', 1)`,
  },
  {
    ...{ invariant: 'E1', what: 'a process was killed once more than by the driver' },
    sql: `insert into drv.injected values (now(), now(), 'kill', 'payment', '');
      insert into drv.endings values ('payment', 'was killed by SIGKILL', 2)`,
  },
  {
    ...{ invariant: 'E2', what: 'a job needed five receives' },
    sql: `update ord.order_process_job_reports set note = 'receive 5: invoice answered 500'
      where process_id = (${processOf(plainOrder)}) and type = 'invoice' and status = 'succeeded'`,
  },
  {
    ...{ invariant: 'E3', what: 'mails were repeated although no answer was lost' },
    sql: `insert into smtp.mails select m.* from smtp.mails m cross join generate_series(1, 2) where ${aMail.replace('ctid', 'm.ctid')}`,
  },
  {
    ...{ invariant: 'E4', what: 'all jobs stood still' },
    sql: `update ord.order_process_job_reports set at = at + interval '30 s';
      update ord.order_process_jobs set updated_at = updated_at + interval '30 s';
      update ntf.email_attempts set at = at + interval '30 s'`,
  },
  {
    ...{ invariant: 'E5', what: 'a log holds the address of a customer' },
    sql: `insert into drv.leaks values ('order', 'address of a customer', '…')`,
  },
]

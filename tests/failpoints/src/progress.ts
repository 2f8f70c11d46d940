import type { ChaosSystem } from '@waybill/chaos'
import { waitFor } from '@waybill/test-kit'

type State = { status: string; jobs: { process: string; job: string; status: string }[] }

const settledWithinMs = 60_000

/** Where the order stands, by its own database. */
async function readState(system: ChaosSystem, orderId: string): Promise<State | undefined> {
  return system.database('order', async (client) => {
    const { rows } = await client.query<State>(
      `select o.status, coalesce((select json_agg(json_build_object('process', p.id, 'job', j.type, 'status', j.status))
         from order_processes p join order_process_jobs j on j.process_id = p.id where p.order_id = o.id), '[]') as jobs
       from orders o where o.id::text = $1`,
      [orderId],
    )
    return rows[0]
  })
}

/** Its payment has ended and all jobs that this has started are done. */
export async function isSettled(system: ChaosSystem, orderId: string): Promise<boolean> {
  const state = await readState(system, orderId)
  if (!state || state.jobs.length === 0) return false
  return ['paid', 'payment_failed'].includes(state.status) && state.jobs.every(({ status }) => status === 'succeeded')
}

export async function untilSettled(system: ChaosSystem, orderId: string): Promise<void> {
  await waitFor(() => isSettled(system, orderId), {
    what: `${orderId} to be settled`,
    timeoutMs: settledWithinMs,
    intervalMs: 50,
  })
}

/** Resolves with the id of the process when the job is in this state. */
export async function untilJob(system: ChaosSystem, orderId: string, job: string, status: string): Promise<string> {
  const found = async () => {
    const state = await readState(system, orderId)
    return state?.jobs.find((each) => each.job === job && each.status === status)?.process
  }
  return waitFor(found, { what: `${job} of ${orderId} to be ${status}`, timeoutMs: settledWithinMs, intervalMs: 50 })
}

/** The ids of the order processes that it has, in any state. */
export const processesOf = (system: ChaosSystem, orderId: string): Promise<string[]> =>
  system.database('order', async (client) => {
    const { rows } = await client.query<{ id: string }>('select id from order_processes where order_id = $1', [orderId])
    return rows.map(({ id }) => id)
  })

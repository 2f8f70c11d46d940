import type { DriverLog } from './evidence.ts'

/**
 * R0. Quiet: a job deadline, a reconcile step, a lease, the longest webhook delay and some slack; then nothing may be under way
 * any more. A run fails by that one, and only tells of the others: on a busy machine they say more of the machine.
 */
export const goals = { quietWithinMs: 120_000, p95Ms: 45_000, killsEach: 20, placedUnderFaults: 0.8 }

type Times = Pick<DriverLog, 'quietAt' | 'faultsEndedAt'>

/** From the last fault on; null where it never became quiet. */
export const quietAfterMs = ({ quietAt, faultsEndedAt }: Times): number | null =>
  quietAt === null ? null : Date.parse(quietAt) - Date.parse(faultsEndedAt)

/** Whether enough of the orders met the faults for the run to say something; one client who waits is not waited for. */
export const areMostPlaced = (placed: number, orders: number): boolean => placed >= goals.placedUnderFaults * orders

export const isQuietInTime = (times: Times): boolean => (quietAfterMs(times) ?? Infinity) <= goals.quietWithinMs

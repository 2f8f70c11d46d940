export type ResourceState =
  | 'Waiting'
  | 'Starting'
  | 'Running'
  | 'Healthy'
  | 'Unhealthy'
  | 'Restarting'
  | 'Stopping'
  | 'Exited'

/**
 * Which state may follow which. `Running`: the process lives and has not yet answered its health check (the last state
 * of one without a check). `Restarting`: it ended by itself and is started again after a pause. `Exited`: it stays down;
 * from `Starting`, because it could not be built.
 */
export const moves = {
  Waiting: ['Starting', 'Exited'],
  Starting: ['Running', 'Restarting', 'Stopping', 'Exited'],
  Running: ['Healthy', 'Restarting', 'Stopping'],
  Healthy: ['Unhealthy', 'Restarting', 'Stopping'],
  Unhealthy: ['Healthy', 'Restarting', 'Stopping'],
  Restarting: ['Starting', 'Exited'],
  Stopping: ['Exited'],
  Exited: ['Starting'],
} as const satisfies Record<ResourceState, readonly ResourceState[]>

export const canMove = (from: ResourceState, to: ResourceState): boolean =>
  (moves[from] as readonly ResourceState[]).includes(to)

/** Counts as started: a resource that waits for this one may start. */
export const isReady = (state: ResourceState, hasHealthCheck: boolean): boolean =>
  state === (hasHealthCheck ? 'Healthy' : 'Running')

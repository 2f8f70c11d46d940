import type { AppBuilder } from './hosting/builder.ts'
import type { Ports } from './ports/port-plan.ts'
import type { Secrets } from './state/secrets.ts'
import type { RestartPause } from './supervisor/restart-pauses.ts'

export type Overrides = Record<string, Record<string, string>>

export type AppHostOptions = {
  /** `free`: any, for tests. Else the documented ones, as changed by `PORT_<NAME>` in `environment` and by `ports.json`. */
  ports?: 'free' | { environment: Record<string, string | undefined> }
  /** Where data, secrets and logs are kept. Default: `.waybill` in the checkout. One app host per folder. */
  dataFolder?: string
  /** Only these resources, and what they wait for. */
  only?: readonly string[]
  /** How long the e-wallet waits before it calls the webhook; 3 to 10 s where it is not given. */
  delays?: { webhookMs?: { min: number; max: number } }
  /** How many order services stand side by side. */
  orderReplicas?: number
  /**
   * Variables for one resource (`*`: for all), stronger than the topology. A function is asked once ports and secrets are
   * known, before anything starts: so a test puts itself between two parts.
   */
  environment?: Overrides | ((run: { ports: Ports; secrets: Secrets }) => Overrides)
  /** The environment from which processes inherit `PATH`, `LOG_LEVEL`, `OTEL_…` and the like. Default: our own. */
  inherited?: Record<string, string | undefined>
  /** Pauses before a crashed process is started again. */
  restartPause?: Partial<RestartPause>
  /** How long a resource may take to become healthy before the start is given up. */
  healthyWithinMs?: number
  /** A log that is full becomes the one before it, in place of an earlier one: up to twice this is kept of each. Default: 10 MB. */
  logFileBytes?: number
  /** Nothing is written to the screen; the logs are kept all the same. */
  silent?: boolean
  /** Creates the demonstration data if this folder has none yet. */
  seed?: boolean
  /** Gives up starting, stops what runs, and rejects with the signal's reason. */
  signal?: AbortSignal
  /** SIGKILL for whatever still runs. */
  force?: AbortSignal
  /** Another topology than Waybill's own. */
  topology?: (builder: AppBuilder) => void
}

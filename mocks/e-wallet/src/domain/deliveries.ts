import type { WalletScenario } from '@waybill/contracts'
import type { Outcome } from './outcome.ts'

export type ScenarioName = WalletScenario['scenario']

/** How a webhook is sent on its first try; every later try is as it should be. */
export type Variant = 'true' | 'bad-signature' | 'stale-timestamp'

export type PlannedWebhook = {
  /** Copies of one event share its number, and so its id. */
  event: number
  type: 'payment.succeeded' | 'payment.failed' | 'payment.processing'
  variant: Variant
  delayMs: number
}

/** Who answers the request has told the merchant long before; this is for the case that it died before it could. */
const earlyFallbackMs = 10_000

type Chance = { random: () => number; lateMs: number }

/** The webhooks that tell of one decided payment. A scenario disturbs them; it never tells of a success that is not true. */
export function webhooksOf(
  outcome: Outcome,
  scenario: ScenarioName | null,
  { random, lateMs }: Chance,
): PlannedWebhook[] {
  const truth: PlannedWebhook = { event: 0, type: `payment.${outcome}`, variant: 'true', delayMs: 0 }
  const soon = () => Math.round(random() * 500)
  switch (scenario) {
    case 'duplicate':
      return Array.from({ length: 2 + Math.floor(random() * 4) }, () => ({ ...truth, delayMs: soon() }))
    case 'out-of-order':
      return [truth, { ...truth, event: 1, type: 'payment.processing', delayMs: 300 + soon() }]
    case 'late':
      return [{ ...truth, delayMs: lateMs }]
    case 'never':
      return []
    case 'early':
      return [{ ...truth, delayMs: earlyFallbackMs }]
    case 'bad-signature':
    case 'stale-timestamp':
      return [{ ...truth, variant: scenario }]
    case 'contradictory':
      return contradictory(truth, random() < 0.5)
    case 'error-then-success':
    case null:
      return [truth]
    default:
      return scenario satisfies never
  }
}

function contradictory(truth: PlannedWebhook, falseFirst: boolean): PlannedWebhook[] {
  const untrue: PlannedWebhook = { ...truth, event: 1, type: 'payment.failed' }
  return falseFirst ? [untrue, { ...truth, delayMs: 300 }] : [truth, { ...untrue, delayMs: 300 }]
}

/** 0.5, 1, 2, 4 … seconds, at most `capMs`: an unacknowledged webhook is repeated until it is taken. */
export function pauseMs(attempts: number, capMs: number): number {
  return Math.min(500 * 2 ** Math.min(attempts - 1, 20), capMs)
}

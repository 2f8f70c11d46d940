import { fullJitterMs } from '@waybill/resilience'
import { ConsumerStopped, RejectMessage, RetryMessage } from './handler-errors.ts'

const longestPauseMs = 300_000
const longestVisibilitySeconds = 43_200 // SQS's own limit

/**
 * How many whole seconds a message that was not handled stays hidden: none when it is rejected or the consumer stops (another may
 * take it now), what a RetryMessage asks for, else full jitter of 2^receiveCount s, at most 300 s but at least what it asks for.
 */
export function giveBackDelaySeconds(error: unknown, receiveCount: number, random: () => number): number {
  if (error instanceof RejectMessage || error instanceof ConsumerStopped) return 0
  if (error instanceof RetryMessage && error.delaySeconds !== undefined) {
    return withinVisibility(error.delaySeconds)
  }
  const pauseMs = fullJitterMs({ baseMs: 1_000, attempt: receiveCount, capMs: longestPauseMs, random })
  const leastSeconds = error instanceof RetryMessage ? error.leastDelaySeconds : 0
  return Math.max(Math.round(pauseMs / 1_000), withinVisibility(leastSeconds))
}

const withinVisibility = (seconds: number) => Math.min(longestVisibilitySeconds, Math.max(0, Math.ceil(seconds)))

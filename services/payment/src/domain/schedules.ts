/** `seconds` give or take 20 %, so that many payments of one moment do not ask at one moment. */
export function jittered(seconds: number, random: () => number): number {
  return seconds * (0.8 + 0.4 * random())
}

/** The pause before the reconciler's next ask, in seconds: the step of the schedule, and its last step for ever after. */
export function reconcilePause(schedule: readonly number[], step: number, random: () => number): number {
  return jittered(schedule[Math.min(step, schedule.length - 1)] ?? 3_600, random)
}

/** 1, 2, 4 … 60 s: an event of an unknown payment waits as long as it takes. */
export const waitingPause = (attempts: number) => Math.min(2 ** Math.max(0, attempts - 1), 60)

/** The attempt with which such an event has waited for a quarter of an hour, so that somebody must look at it. */
export const waitingLongAttempt = 20

/** 1, 2, 4, 8 s and then every 8 s: a failure that the provider does not confirm yet. */
export const unconfirmedPause = (attempts: number) => Math.min(2 ** Math.max(0, attempts - 1), 8)

/** A failed ask at the provider is repeated after this, jittered. */
export const failedAskSeconds = 30

/** A payment that the provider does not know is given up after this, and only then. */
export const giveUpAfterSeconds = 24 * 3_600

/** Not submitted any more from here on: none may be under way when a payment is given up, or it would bring money later. */
export const lastSubmitSeconds = giveUpAfterSeconds - 300

import { setTimeout as pause } from 'node:timers/promises'

/** Sends one after the other at an even pace, whether those before were answered or not; resolves when all were. */
export async function atPace(count: number, perSecond: number, send: (index: number) => Promise<void>): Promise<void> {
  const startedAt = performance.now()
  const sent: Promise<void>[] = []
  for (let index = 0; index < count; index += 1) {
    const dueInMs = startedAt + (index * 1_000) / perSecond - performance.now()
    if (dueInMs > 1) await pause(dueInMs)
    sent.push(send(index))
  }
  await Promise.all(sent)
}

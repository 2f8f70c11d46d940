import { setTimeout as pause } from 'node:timers/promises'
import { type Answer, type Asked, ask, codeOf, isShed, keptAlive } from './ask.ts'

type Options = {
  url: string
  next: () => Asked
  clients: number
  /** Of all clients together; what a slow answer costs is not made up for. */
  perSecond: number
  /** How many answers at least; without it, until stopped. */
  count?: number
}

/**
 * Clients that ask again and again, each on its own kept-alive connection, and that go away when an answer says
 * `Connection: close`. Whatever is not answered, or with an error, has failed: nothing is tried twice. What a machine without a
 * free processor sheds unread (503 `overloaded`) is counted apart: no stop is the cause of it.
 */
export function startLoad({ url, next, clients, perSecond, count = Number.POSITIVE_INFINITY }: Options) {
  const failures: Record<string, number> = {}
  const periodMs = (clients * 1_000) / perSecond
  const startedAt = performance.now()
  let answered = 0
  let shed = 0
  let sentAway = 0
  let stopped = false
  let over = false

  async function client(number: number): Promise<void> {
    const agent = keptAlive()
    let dueAt = startedAt + (number * periodMs) / clients
    while (!stopped && answered < count) {
      await pause(Math.max(0, dueAt - performance.now()))
      dueAt = Math.max(dueAt + periodMs, performance.now())
      const asked = next()
      try {
        if (leaves(await ask(url, asked, agent))) break
      } catch (error) {
        fail(codeOf(error))
      }
    }
    agent.destroy()
  }

  function leaves({ status, headers, text }: Answer): boolean {
    if (isShed({ status, text })) shed += 1
    else if (status >= 400) fail(text)
    else answered += 1
    if (headers.connection !== 'close') return false
    sentAway += 1
    return true
  }

  function fail(why: string): void {
    failures[why] = (failures[why] ?? 0) + 1
  }

  const ended = Promise.all(Array.from({ length: clients }, (_, number) => client(number))).then(() => {
    over = true
  })
  return {
    /** Resolves when no client is left. */
    ended,
    /** No client is left. */
    isOver: () => over,
    report: () => {
      const seconds = (performance.now() - startedAt) / 1_000
      return { answered, shed, sentAway, failures, perSecond: Math.round(answered / seconds) }
    },
    async stop(): Promise<void> {
      stopped = true
      await ended
    },
  }
}

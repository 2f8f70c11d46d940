import { setTimeout as pause } from 'node:timers/promises'
import { ask, codeOf } from './ask.ts'
import type { RunningSystem } from './running-system.ts'

/** What `/readyz` said, and how long after the signal it was asked and had answered. */
export type Look = { askedMs: number; answeredMs: number; status: number }

/** SIGTERM, while `/readyz` is asked again and again on new connections until none is taken any more. */
export async function stopProcess({ host }: RunningSystem, name: string) {
  const resource = host.resource(name)
  const startedAt = performance.now()
  const sinceStart = () => performance.now() - startedAt
  const looks: Look[] = []

  async function look(): Promise<void> {
    for (let refused = false; !refused; await pause(10)) {
      const askedMs = sinceStart()
      const answer = await ask(resource.url, { path: '/readyz' }).catch(codeOf)
      refused = typeof answer === 'string'
      if (typeof answer !== 'string') looks.push({ askedMs, answeredMs: sinceStart(), status: answer.status })
    }
  }

  const looking = look()
  await resource.stopProcess()
  const tookMs = sinceStart()
  await looking
  const notReadyMs = looks.find(({ status }) => status === 503)?.answeredMs ?? Number.POSITIVE_INFINITY
  return { tookMs, looks, notReadyMs, ending: resource.lastEnding }
}

export async function startProcess({ host }: RunningSystem, name: string): Promise<void> {
  const resource = host.resource(name)
  resource.startProcess()
  await resource.waitUntilHealthy()
}

import { setTimeout as pause } from 'node:timers/promises'
import type { AppHostResource } from '@waybill/contracts'
import type { ResourceChange, ResourceMessage } from './messages.ts'
import { changesBetween } from './resource-changes.ts'
import { resourceMessage, unreachable } from './resource-message.ts'

type Listener = (changes: ResourceChange[]) => void

/** Asks the app host again and again and tells what has changed. While it does not answer, all its resources are unknown. */
export function createResourceWatch(deps: { list: () => Promise<AppHostResource[]>; intervalMs: number }) {
  const stopped = new AbortController()
  const listeners = new Set<Listener>()
  let known: ResourceMessage[] = []

  async function look(): Promise<void> {
    const now = await deps.list().then(
      (resources) => resources.map(resourceMessage),
      () => known.map(unreachable),
    )
    const changes = changesBetween(known, now)
    known = now
    if (changes.length > 0) for (const listener of listeners) listener(changes)
  }

  async function lookOn(): Promise<void> {
    while (!stopped.signal.aborted) {
      await pause(deps.intervalMs, undefined, { signal: stopped.signal })
      await look()
    }
  }

  return {
    current: (): ResourceMessage[] => known,
    /** Each change after this moment, until it is called off by the answer. */
    subscribe: (listener: Listener): (() => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    /** Resolves after the first look. */
    start: async (): Promise<void> => {
      await look()
      lookOn().catch(() => {}) // the pause rejects when stopped
    },
    stop: (): void => stopped.abort(),
  }
}

import type { AppHostResource } from '@waybill/contracts'
import type { ManagedProcess } from '../supervisor/managed-process.ts'

/** A resource as the control address shows it. Environment and secrets are never part of it. */
export function viewOf({ plan, status }: ManagedProcess): AppHostResource {
  const { state, pid, restarts, startedAt, lastEnding } = status()
  return {
    name: plan.name,
    type: plan.type,
    state,
    urls: plan.urls,
    links: plan.links,
    waitsFor: plan.waitsFor,
    pid: pid ?? null,
    restarts,
    startedAt: startedAt?.toISOString() ?? null,
    lastEnding: lastEnding
      ? { code: lastEnding.code, signal: lastEnding.signal, error: lastEnding.error?.message ?? null }
      : null,
    commands: [...ownCommands, ...plan.commands.map(({ name, title }) => ({ name, title }))],
  }
}

const ownCommands = [
  { name: 'restart', title: 'Restart' },
  { name: 'stop', title: 'Stop' },
  { name: 'start', title: 'Start' },
]

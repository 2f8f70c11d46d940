import type { ManagedProcess } from '../supervisor/managed-process.ts'

/** What the command does when it is run, or undefined where the resource has no such command. */
export function commandOf(process: ManagedProcess, name: string): (() => Promise<void>) | undefined {
  const { restart, stop, start, kill, plan } = process
  if (name === 'restart') return restart
  if (name === 'stop') return stop
  if (name === 'start') return async () => start()
  const command = plan.commands.find((own) => own.name === name)
  return command && (() => command.run({ restart, kill }))
}

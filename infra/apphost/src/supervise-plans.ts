import type { AppHostOptions } from './app-host-options.ts'
import type { ProcessPlan } from './model/process-plan.ts'
import type { DataPaths } from './state/data-folder.ts'
import { defaultHealthPace } from './supervisor/health-watch.ts'
import { createLogBook, defaultLogLimits, type LogLine } from './supervisor/log-book.ts'
import { createManagedProcess, type ManagedProcess } from './supervisor/managed-process.ts'
import { createPidFiles } from './supervisor/pid-files.ts'
import { startMarkOf } from './supervisor/process-table.ts'
import { defaultRestartPause } from './supervisor/restart-pauses.ts'
import { createSupervisor } from './supervisor/supervisor.ts'

const usualHealthyWithinMs = 90_000

type Deps = { plans: readonly ProcessPlan[]; paths: DataPaths; onLine: (name: string, line: LogLine) => void }

/** The planned processes under one supervisor, each with its log; nothing is started yet. */
export function supervisePlans({ plans, paths, onLine }: Deps, options: AppHostOptions) {
  const fileBytes = options.logFileBytes ?? defaultLogLimits.fileBytes
  const logBook = createLogBook(paths.logs, { ...defaultLogLimits, fileBytes })
  const shared = {
    pidFiles: createPidFiles(paths.run, startMarkOf),
    now: () => new Date(),
    restartPause: { ...defaultRestartPause, ...options.restartPause },
    healthPace: defaultHealthPace,
    onLine,
  }
  const managed = (plan: ProcessPlan): ManagedProcess =>
    createManagedProcess({ ...shared, plan, log: logBook.logOf(plan.name) })
  const supervisor = createSupervisor(plans.map(managed), options.healthyWithinMs ?? usualHealthyWithinMs)
  return { supervisor, closeLogs: logBook.close }
}

import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { PortChoiceError } from '../ports/port-plan.ts'
import { dataFolderInCheckout, usualDataFolder } from '../repository-root.ts'
import { findRunningSystem, type RunningSystem } from '../running-system.ts'
import { randomKey } from '../state/secrets.ts'
import { describeEnding } from '../supervisor/launch.ts'
import { thisMachine } from './aspire-package.ts'
import { startAspire } from './aspire-process.ts'
import { dashboardUrls } from './dashboard-ports.ts'
import { installAspire } from './install-aspire.ts'
import { NoDashboard } from './no-dashboard.ts'

type Deps = {
  environment: Record<string, string | undefined>
  say: (text: string) => void
  signal: AbortSignal
  dataFolder?: string
  /** Where the program is kept, for all data folders. */
  programFolder?: string
}

/**
 * The genuine Aspire dashboard beside the system that runs from this checkout, until the signal aborts. Answers the exit
 * code: 1, with the reason said, where nothing runs or the dashboard cannot be had.
 */
export async function runDashboard(deps: Deps): Promise<number> {
  const { say, signal, dataFolder = usualDataFolder() } = deps
  try {
    const system = findRunningSystem(dataFolder)
    if (!system) throw new NoDashboard('Waybill does not run. Start it in another terminal: npm start')
    return await showSystem(system, deps)
  } catch (error) {
    if (signal.aborted) return 0
    if (!(error instanceof NoDashboard || error instanceof PortChoiceError)) throw error
    say(error.message)
    return 1
  }
}

async function showSystem({ control, otlpKey }: RunningSystem, deps: Deps): Promise<number> {
  const { environment, say, signal, programFolder: folder = join(dataFolderInCheckout, 'aspire') } = deps
  const urls = await dashboardUrls(environment)
  const program = await installAspire({ folder, machine: thisMachine(), say, signal })
  const key = randomKey(randomBytes)
  const { createBridge } = await import('./bridge.ts') // gRPC is loaded only for this
  const bridge = createBridge({ control, key })
  const resourceService = { url: `http://127.0.0.1:${await bridge.start()}`, key }
  const aspire = startAspire({ program, home: join(folder, 'home'), urls, resourceService, otlpKey })
  try {
    const stopped = signal.aborted ? Promise.resolve() : once(signal, 'abort').then(() => undefined)
    const login = await Promise.race([aspire.whenUp(), stopped])
    if (login) say(greeting(login, urls.otlpHttp, otlpKey))
    const ending = await Promise.race([aspire.ended, stopped])
    if (ending) say(`The dashboard ${describeEnding(ending)}.`)
    return ending ? 1 : 0
  } finally {
    await aspire.stop()
    bridge.stop()
  }
}

const greeting = (login: string, otlpUrl: string, otlpKey: string): string =>
  [
    '',
    ` The Aspire dashboard:  ${login}`,
    '',
    'It shows resources and their logs. For traces, metrics and structured logs too, stop Waybill and start it again with',
    `  OTEL_EXPORTER_OTLP_ENDPOINT=${otlpUrl} OTEL_EXPORTER_OTLP_HEADERS=x-otlp-api-key=${otlpKey} npm start`,
    'The dashboard may stay. Ctrl-C ends it; Waybill goes on.',
    '',
  ].join('\n')

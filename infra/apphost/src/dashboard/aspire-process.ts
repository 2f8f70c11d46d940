import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { inheritedEnvironment } from '../inherited-environment.ts'
import { describeEnding, launch } from '../supervisor/launch.ts'
import { NoDashboard } from './no-dashboard.ts'

/** With its token; the first start unpacks 294 MB before it is printed. */
const loginUrl = /https?:\/\/\S+\/login\?t=\w+/
const upWithinMs = 60_000
const stopWithinMs = 5_000

type Deps = {
  program: string
  /** Where it unpacks and keeps its own things. */
  home: string
  urls: { page: string; otlpGrpc: string; otlpHttp: string }
  resourceService: { url: string; key: string }
  otlpKey: string
}

/** Starts the dashboard. `whenUp` gives the address to log in at, or throws `NoDashboard` with what it said last. */
export function startAspire(deps: Deps) {
  mkdirSync(deps.home, { recursive: true })
  // Else it searches for updates.
  writeFileSync(join(deps.home, 'aspire.config.json'), '{"features":{"updateNotificationsEnabled":false}}\n')
  let said = ''
  const printed = Promise.withResolvers<string>()
  const life = launch(launchOf(deps), (_stream, chunk) => {
    said += chunk
    const [url] = loginUrl.exec(said) ?? []
    if (url) printed.resolve(url)
  })
  return {
    whenUp: async (): Promise<string> => {
      const failed = life.ended.then((ending) => `The dashboard ${describeEnding(ending)}`)
      const late = pause(upWithinMs, `The dashboard did not start within ${upWithinMs / 1000} s`, { ref: false })
      const failure = Promise.race([failed, late]).then((why) => {
        throw new NoDashboard(`${why}. What it said:\n${said.trim()}`)
      })
      return Promise.race([printed.promise, failure])
    },
    ended: life.ended,
    stop: async (): Promise<void> => {
      life.signal('SIGTERM')
      const forced = setTimeout(life.signalTree, stopWithinMs, 'SIGKILL')
      await life.ended
      clearTimeout(forced)
    },
  }
}

function launchOf({ program, home, urls, resourceService, otlpKey }: Deps): Parameters<typeof launch>[0] {
  const { page, otlpGrpc, otlpHttp } = urls
  const addresses = ['--frontend-url', page, '--otlp-grpc-url', otlpGrpc, '--otlp-http-url', otlpHttp]
  return {
    command: program,
    args: ['dashboard', 'run', '--non-interactive', '--nologo', ...addresses],
    cwd: home,
    environment: () => ({
      ...inheritedEnvironment(process.env),
      ASPIRE_HOME: home,
      ASPIRE_CLI_TELEMETRY_OPTOUT: 'true',
      ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL: resourceService.url,
      Dashboard__ResourceServiceClient__AuthMode: 'ApiKey',
      Dashboard__ResourceServiceClient__ApiKey: resourceService.key,
      Dashboard__Otlp__AuthMode: 'ApiKey',
      Dashboard__Otlp__PrimaryApiKey: otlpKey,
    }),
  }
}

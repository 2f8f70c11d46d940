import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { freePort, waitFor } from '@waybill/test-kit'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { aspirePackageFor, thisMachine } from '../src/dashboard/aspire-package.ts'
import { installAspire } from '../src/dashboard/install-aspire.ts'
import { runDashboard } from '../src/dashboard/run-dashboard.ts'
import { addProgram } from './add-program.ts'
import { createFixtureHosts } from './start-fixtures.ts'

const never = new AbortController().signal
const found = aspirePackageFor(thisMachine())
let hosts: ReturnType<typeof createFixtureHosts>
let programFolder: string
let said: string[]
const say = (text: string) => void said.push(text)

beforeEach(() => {
  hosts = createFixtureHosts()
  programFolder = mkdtempSync(join(tmpdir(), 'waybill-aspire-'))
  said = []
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await hosts.tidy()
  rmSync(programFolder, { recursive: true })
})

/** As if it had been fetched before. */
function installStandIn(): void {
  const program = join(programFolder, found?.program ?? '')
  mkdirSync(dirname(program), { recursive: true })
  copyFileSync(join(import.meta.dirname, 'fixtures/aspire.mjs'), program)
  chmodSync(program, 0o755)
  writeFileSync(join(programFolder, 'installed'), found?.spec ?? '')
}

async function freePorts(): Promise<Record<string, string>> {
  const names = ['PORT_DASHBOARD', 'PORT_DASHBOARD_OTLP', 'PORT_DASHBOARD_OTLP_GRPC']
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, String(await freePort())])))
}

const run = (environment: Record<string, string>, signal = never) =>
  runDashboard({ environment, say, signal, dataFolder: hosts.dataFolder, programFolder })

describe('npm run dashboard', () => {
  it('when nothing runs, it says so and leaves with 1', async () => {
    expect(await run({})).toBe(1)
    expect(said).toEqual(['Waybill does not run. Start it in another terminal: npm start'])
  })

  it('when a port is taken, it says which and leaves with 1', async () => {
    const host = await hosts.start((builder) => void addProgram(builder, 'one'))
    const environment = await freePorts()
    const port = Number(environment.PORT_DASHBOARD_OTLP)
    const other = createServer().listen(port, '127.0.0.1')
    expect(await run(environment)).toBe(1)
    other.close()
    await host.stop()
    expect(said.join()).toMatch(new RegExp(`^Port ${port} is taken by .*PORT_OFFSET=1000 npm run dashboard$`, 's'))
  })

  it('when this machine has none, or the registry cannot be reached, it says so soon', async () => {
    const deps = { folder: programFolder, say, signal: never }
    const machine = { platform: 'plan9', arch: 'x64', isMusl: false }
    await expect(installAspire({ ...deps, machine })).rejects.toThrow('is not made for plan9-x64')
    vi.stubEnv('npm_config_registry', `http://127.0.0.1:${await freePort()}/`)
    const machineWithOne = { platform: 'linux', arch: 'x64', isMusl: false }
    await expect(installAspire({ ...deps, machine: machineWithOne })).rejects.toThrow(/cannot be had.*ECONNREFUSED/s)
  })

  it.skipIf(!found)(
    'when it is up, it prints where to log in; told to stop, it ends the dashboard and leaves with 0',
    async () => {
      const host = await hosts.start((builder) => void addProgram(builder, 'one'))
      installStandIn()
      const environment = await freePorts()
      const stop = new AbortController()
      const running = run(environment, stop.signal)
      await waitFor(() => said.length > 0, { what: 'the greeting' })
      const otlp = `http://127.0.0.1:${environment.PORT_DASHBOARD_OTLP}`
      expect(said[0]).toContain('/login?t=0123456789abcdef\n')
      expect(said[0]).toContain(
        `OTEL_EXPORTER_OTLP_ENDPOINT=${otlp} OTEL_EXPORTER_OTLP_HEADERS=x-otlp-api-key=${host.secrets.otlpKey} npm start`,
      )
      const told = JSON.parse(readFileSync(join(programFolder, 'home', 'told.json'), 'utf8'))
      expect(told.args).toContain(otlp)
      expect(told.Dashboard__Otlp__PrimaryApiKey).toBe(host.secrets.otlpKey)
      stop.abort()
      expect(await running).toBe(0)
    },
  )
})

import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { type AspirePackage, aspirePackageFor, type Machine } from './aspire-package.ts'
import { NoDashboard } from './no-dashboard.ts'

/** Written last: an installation that was broken off has none. */
const markerName = 'installed'
/** A registry that cannot be reached shows here, before the 128 MB. */
const quick = ['--fetch-retries=0', '--fetch-timeout=10000']

type Deps = { folder: string; machine: Machine; say: (text: string) => void; signal: AbortSignal }

/** The program of the genuine dashboard, fetched by npm into the folder unless it is there. Throws `NoDashboard`, soon when offline. */
export async function installAspire({ folder, machine, say, signal }: Deps): Promise<string> {
  const found = aspirePackageFor(machine)
  if (!found) throw new NoDashboard(`The Aspire dashboard is not made for ${machine.platform}-${machine.arch}.`)
  const program = join(folder, found.program)
  const marker = join(folder, markerName)
  if (existsSync(program) && existsSync(marker) && readFileSync(marker, 'utf8') === found.spec) return program
  mkdirSync(folder, { recursive: true })
  await npm(['view', found.spec, 'version', ...quick], found, signal)
  say('The Aspire dashboard is fetched once (128 MB).')
  const quiet = ['--no-save', '--ignore-scripts', '--no-audit', '--no-fund']
  await npm(['install', '--prefix', folder, ...quiet, found.spec], found, signal)
  writeFileSync(marker, found.spec)
  return program
}

async function npm(args: string[], { spec }: AspirePackage, signal: AbortSignal): Promise<void> {
  const child = spawn('npm', args, { shell: process.platform === 'win32', signal, stdio: ['ignore', 'ignore', 'pipe'] })
  const ended = new Promise<number | null>((end) => child.once('exit', end).once('error', () => end(null)))
  const [code, said] = await Promise.all([ended, text(child.stderr)])
  signal.throwIfAborted()
  if (code !== 0) throw new NoDashboard(`${spec} cannot be had from the registry:\n${faultsIn(said)}`)
}

/** Without warnings and the stack trace. */
const faultsIn = (said: string): string =>
  (said.match(/^npm error (?!\s).+$/gm) ?? [said.trim()]).slice(0, 5).join('\n')

import { type SpawnOptions, spawn } from 'node:child_process'
import { resolve } from 'node:path'

const main = resolve(import.meta.dirname, '../src/main.ts')

/** Starts main.ts as a process of its own and collects what it prints. `code` resolves with its exit code. */
export function runMain(
  env: Record<string, string>,
  { umask = '022', ...options }: SpawnOptions & { umask?: string } = {},
) {
  const shell = `umask ${umask}; exec "$0" "$1"`
  const child = spawn('sh', ['-c', shell, process.execPath, main], {
    env: { PATH: process.env.PATH, ...env },
    ...options,
  })
  const printed: string[] = []
  child.stdout?.on('data', (data) => printed.push(String(data)))
  child.stderr?.on('data', (data) => printed.push(String(data)))
  const code = new Promise<number | null>((done) => child.once('exit', done))
  return { child, code, output: () => printed.join('') }
}

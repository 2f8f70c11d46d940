import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import type { CopyOfTree } from './copy-of-tree.ts'
import type { Circumstances } from './planted-bug.ts'
import { readReport, type Violated } from './read-report.ts'

type Deps = { copy: CopyOfTree; signal: AbortSignal }

/**
 * Runs the chaos of the copied tree against the services of that tree, and answers what it violated. One that comes to no verdict,
 * since a busy machine did not start it in time, gets a second chance.
 */
export async function runChaos(circumstances: Circumstances, seed: number, deps: Deps): Promise<Violated> {
  return runOnce(circumstances, seed, deps).catch((error) => {
    if (deps.signal.aborted) throw error
    return runOnce(circumstances, seed, deps)
  })
}

async function runOnce(circumstances: Circumstances, seed: number, { copy, signal }: Deps): Promise<Violated> {
  signal.throwIfAborted()
  const options = Object.entries({ ...circumstances, seed }).flatMap(([name, value]) => [`--${name}`, String(value)])
  const child = spawn(process.execPath, ['tests/chaos/src/main.ts', ...options], {
    cwd: copy.tree,
    env: { ...process.env, TMPDIR: copy.scratch },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const stop = () => child.kill('SIGTERM') // it ends all that it has started, and only then itself
  signal.addEventListener('abort', stop)
  const [said] = await Promise.all([text(child.stdout), once(child, 'close')])
  signal.removeEventListener('abort', stop)
  signal.throwIfAborted()
  return readReport(said)
}

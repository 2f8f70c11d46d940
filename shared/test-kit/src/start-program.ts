import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

export type LogLine = Record<string, unknown>

/**
 * A service as a process of its own, with `env` as its whole environment. Resolves when it says that it has started; rejects
 * with what it wrote to stderr when it ends before. `stop` sends a signal and answers how it ended; whoever holds it by
 * `await using` leaves no process behind.
 */
export async function startProgram(main: string, env: Record<string, string>) {
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const exited = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>
  const lines: LogLine[] = []
  const complaints: string[] = []
  child.stderr.on('data', (data) => complaints.push(String(data)))
  const started = Promise.withResolvers<void>()
  createInterface({ input: child.stdout }).on('line', (text) => {
    const line: LogLine = JSON.parse(text)
    lines.push(line)
    if (line.msg === 'started') started.resolve()
  })
  const ended = exited.then(([code]) => {
    throw new Error(`${main} ended with ${code}: ${complaints.join('')}`)
  })
  await Promise.race([started.promise, ended])
  ended.catch(() => {}) // from here on its end is what the test wants
  const { port } = lines.find(({ msg }) => msg === 'listening') ?? {}
  const stop = (signal: NodeJS.Signals) => {
    child.kill(signal)
    return exited
  }
  return {
    url: `http://127.0.0.1:${port}`,
    lines,
    stop,
    [Symbol.asyncDispose]: async () => void (await stop('SIGKILL')),
  }
}

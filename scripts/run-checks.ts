import { spawn } from 'node:child_process'

/** One tool run: it passes when it leaves with 0 and, if `proof` is given, when it has said so. */
export type Check = { name: string; command: string[]; proof?: RegExp }

/**
 * Runs all checks at once with the Node.js of this process. Says one line for each as it ends, and all that a failed one
 * had to say. True when every one passed.
 */
export async function runChecks(checks: Check[], cwd: string, say: (text: string) => void): Promise<boolean> {
  const passed = await Promise.all(
    checks.map(async ({ name, command, proof = /^/ }) => {
      const startMs = performance.now()
      const { code, said } = await run(command, cwd)
      const passes = code === 0 && proof.test(said)
      say(`${passes ? '✓' : '✗'} ${name} (${((performance.now() - startMs) / 1000).toFixed(1)} s)`)
      if (!passes) say(`${said.trim() || `left with ${code} in silence`}\n`)
      return passes
    }),
  )
  return passed.every(Boolean)
}

function run(command: string[], cwd: string): Promise<{ code: number | null; said: string }> {
  return new Promise((done) => {
    const env = { ...process.env, ...(process.stdout.isTTY && { FORCE_COLOR: '1' }) }
    const child = spawn(process.execPath, command, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text
      })
    }
    child.on('close', (code) => done({ code, said }))
  })
}

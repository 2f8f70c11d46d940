import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { describe, expect, it, onTestFinished } from 'vitest'

const fixture = new URL('fixtures/server-process.ts', import.meta.url)

async function startProcess(mode = 'good') {
  const child = fork(fixture, [mode], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  const output = text(child.stdout as Readable)
  const ended = once(child, 'exit').then(async ([code, signal]) => ({ code, signal, output: await output }))
  const [{ port }] = (await once(child, 'message')) as [AddressInfo]
  const statusOf = async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).status
  return { child, ended, statusOf }
}

describe('a real process', () => {
  it('when it gets SIGTERM, readiness is 503 while it still serves, and it exits with 0', async () => {
    const { child, ended, statusOf } = await startProcess()
    expect(await statusOf('/readyz')).toBe(200)
    child.kill('SIGTERM')
    while ((await statusOf('/readyz')) !== 503) expect(child.exitCode).toBeNull()
    expect(await ended).toMatchObject({ code: 0, signal: null })
  })

  it('when an error is uncaught, it logs it and exits with 1', async () => {
    const { ended, statusOf } = await startProcess()
    await statusOf('/fail')
    const { code, output } = await ended
    expect(code).toBe(1)
    expect(output).toContain('nobody waits for this')
    expect(output).toContain('"msg":"stopped"')
  })

  it('when a part cannot be stopped, it exits with 1 at the hard limit', async () => {
    const { child, ended } = await startProcess('stuck')
    child.kill('SIGTERM')
    const { code, output } = await ended
    expect(code).toBe(1)
    expect(output).toContain('not stopped in time')
  })
})

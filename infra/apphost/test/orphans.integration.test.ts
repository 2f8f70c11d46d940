import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { waitFor } from '@waybill/test-kit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startMarkOf } from '../src/supervisor/process-table.ts'
import { addProgram } from './add-program.ts'
import { createFixtureHosts } from './start-fixtures.ts'

let hosts: ReturnType<typeof createFixtureHosts>
beforeEach(() => {
  hosts = createFixtureHosts()
})
afterEach(() => hosts.tidy())

/** An app host in a process of its own, so that it can be killed; answers its pid and those of its parts. */
async function startElsewhere(): Promise<{ host: number; parts: number[] }> {
  const program = fileURLToPath(import.meta.resolve('./fixtures/host/src/main.ts'))
  const child = spawn(process.execPath, [program, hosts.dataFolder], { stdio: ['ignore', 'pipe', 'inherit'] })
  for await (const line of createInterface(child.stdout)) return { host: child.pid ?? 0, ...JSON.parse(line) }
  throw new Error('the app host ended')
}

const isAlive = (pid: number) => startMarkOf(pid) !== undefined

describe('after a hard kill of the app host', () => {
  it('when it is started again, it ends what the killed one left, and works', async () => {
    const killed = await startElsewhere()
    process.kill(killed.host, 'SIGKILL')
    await waitFor(() => !isAlive(killed.host), { what: 'the end of the app host' })
    expect(killed.parts.filter(isAlive)).toEqual(killed.parts)

    const host = await hosts.start((builder) => void addProgram(builder, 'one'))
    expect(host.ended).toEqual(['one', 'two'])
    expect(killed.parts.filter(isAlive)).toEqual([])
    expect(host.resource('one').state).toBe('Healthy')
  })

  it('when a pid was given to another program since, that program is left alone', async () => {
    const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
    const pid = stranger.pid ?? 0
    try {
      const first = await hosts.start((builder) => void addProgram(builder, 'one'))
      await first.stop()
      const record = { name: 'one', pid, startMark: 'another boot:1' }
      writeFileSync(join(hosts.dataFolder, 'run', 'one.pid.json'), JSON.stringify(record))
      const second = await hosts.start((builder) => void addProgram(builder, 'one'))
      expect(second.ended).toEqual([])
      expect(isAlive(pid)).toBe(true)
    } finally {
      stranger.kill('SIGKILL')
    }
  })

  it('when a pid file was cut by the crash, the start works all the same', async () => {
    const first = await hosts.start((builder) => void addProgram(builder, 'one'))
    await first.stop()
    writeFileSync(join(hosts.dataFolder, 'run', 'one.pid.json'), '{"name":"o')
    const second = await hosts.start((builder) => void addProgram(builder, 'one'))
    expect(second.resource('one').state).toBe('Healthy')
  })
})

describe('while an app host runs', () => {
  it('when a second one is started on the same folder, it says so and starts nothing', async () => {
    const first = await hosts.start((builder) => void addProgram(builder, 'one'))
    const { pid } = first.resource('one')
    const second = hosts.start((builder) => void addProgram(builder, 'one'))
    await expect(second).rejects.toThrow(
      `Waybill already runs from this folder (process ${process.pid}, ${first.control.url})`,
    )
    expect(first.resource('one').pid).toBe(pid)
  })
})

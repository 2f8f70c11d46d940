import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '@waybill/test-kit'
import { afterAll, describe, expect, it } from 'vitest'
import { findFreePorts } from '../src/ports/free-ports.ts'
import { ownerOfPort } from '../src/ports/port-owner.ts'
import { addProgram } from './add-program.ts'
import { createFixtureHosts } from './start-fixtures.ts'

const hosts = createFixtureHosts()
afterAll(() => hosts.tidy())

async function occupied<T>(use: (port: number) => Promise<T>): Promise<T> {
  const port = await freePort()
  const server = createServer().listen(port, '127.0.0.1')
  await new Promise((listening) => server.once('listening', listening))
  try {
    return await use(port)
  } finally {
    server.close()
  }
}

describe('ports in use', () => {
  it('when another program has one, nothing is started and the message names port, part and owner', async () => {
    await occupied(async (port) => {
      const starting = hosts.start(
        (builder) => {
          addProgram(builder, 'first', 20_001)
          addProgram(builder, 'second', port)
        },
        { ports: { environment: { PORT_APPHOST: String(await freePort()) } } },
      )
      await expect(starting).rejects.toThrow(
        new RegExp(`Port ${port}, needed for second, is taken by .+ \\(process ${process.pid}\\)\\.`),
      )
      expect(() => hosts.journal()).toThrow('ENOENT')
    })
  })

  it('when another port is chosen for it, once or in ports.json, it is started there', async () => {
    await occupied(async (port) => {
      const [byVariable, byFile] = [await freePort(), await freePort()]
      writeFileSync(join(hosts.dataFolder, 'ports.json'), JSON.stringify({ second: byFile, apphost: await freePort() }))
      const host = await hosts.start(
        (builder) => {
          addProgram(builder, 'first', port)
          addProgram(builder, 'second', port)
        },
        { ports: { environment: { PORT_FIRST: String(byVariable) } } },
      )
      expect([host.resource('first').url, host.resource('second').url]).toEqual(
        [byVariable, byFile].map((chosen) => `http://127.0.0.1:${chosen}`),
      )
    })
  })

  it('when nobody listens on a port, it has no owner', async () => {
    expect(await ownerOfPort(await freePort())).toBeUndefined()
  })

  it('when free ports are asked for, one of the block being taken moves on to the next block', async () => {
    const needs = ['a', 'b', 'c'].map((key) => ({ key, instance: key, endpoint: 'http', defaultPort: 0 }))
    const chosen = await findFreePorts(needs, () => 0.5)
    const server = createServer().listen(chosen.b, '127.0.0.1')
    await new Promise((listening) => server.once('listening', listening))
    const next = await findFreePorts(needs, () => 0.5)
    server.close()
    expect(Object.values(next)).not.toEqual(expect.arrayContaining([chosen.a]))
  })

  it('when two app hosts start at once on folders of their own, both get ports', async () => {
    const second = mkdtempSync(join(tmpdir(), 'waybill-apphost-'))
    const topology = (builder: Parameters<typeof addProgram>[0]) => void addProgram(builder, 'one')
    rmSync(join(hosts.dataFolder, 'ports.json'), { force: true })
    const running = createFixtureHosts()
    try {
      const started = await Promise.all([running.start(topology), running.start(topology, { dataFolder: second })])
      expect(new Set(started.map((host) => host.resource('one').url)).size).toBe(2)
    } finally {
      await running.tidy()
      rmSync(second, { recursive: true, force: true })
    }
  })
})

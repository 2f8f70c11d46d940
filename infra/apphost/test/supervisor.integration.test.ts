import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { waitFor } from '@waybill/test-kit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addProgram } from './add-program.ts'
import { createFixtureHosts } from './start-fixtures.ts'

let hosts: ReturnType<typeof createFixtureHosts>
beforeEach(() => {
  hosts = createFixtureHosts()
})
afterEach(() => hosts.tidy())

const crash = (url: string, code: number) => fetch(`${url}/crash?code=${code}`).catch(() => {})

describe('starting and stopping', () => {
  it('when parts wait for each other, each starts after the other is healthy, and stops before it', async () => {
    const host = await hosts.start((builder) => {
      const third = addProgram(builder, 'third')
      const second = addProgram(builder, 'second').withEnvironment('READY_AFTER_MS', 150)
      const first = addProgram(builder, 'first').withEnvironment('STOPS_AFTER_MS', 150)
      third.waitFor(second)
      second.waitFor(first)
    })
    expect(['first', 'second', 'third'].map((name) => host.resource(name).state)).toEqual(Array(3).fill('Healthy'))
    await host.stop()
    expect(hosts.journal()).toEqual([
      ...['first started', 'first ready', 'second started', 'second ready', 'third started', 'third ready'],
      ...['third stopped', 'second stopped', 'first stopped'],
    ])
  })

  it('when one is never healthy, the start is given up with its name, and nothing runs any more', async () => {
    const starting = hosts.start(
      (builder) => {
        const good = addProgram(builder, 'good')
        addProgram(builder, 'slow').withEnvironment('READY_AFTER_MS', 60_000).waitFor(good)
      },
      { healthyWithinMs: 3_000 },
    )
    await expect(starting).rejects.toThrow('slow was not healthy within 3 s')
    expect(hosts.journal()).toContain('good stopped')
  })

  it('when one ends again and again before it was healthy, the start is given up with its last words', async () => {
    const starting = hosts.start((builder) => void addProgram(builder, 'bad').withEnvironment('CRASH_WITH', 3), {
      restartPause: { firstMs: 1 },
    })
    await expect(starting).rejects.toMatchObject({
      message: 'bad ended 5 times before it was healthy',
      tail: expect.arrayContaining(['this program always crashes']),
    })
  })

  it('when one ignores SIGTERM, it is killed after its limit', async () => {
    const host = await hosts.start((builder) => {
      addProgram(builder, 'deaf').withEnvironment('IGNORES_SIGTERM', 1).withStopLimit(200)
    })
    await host.stop()
    expect(host.resource('deaf').state).toBe('Exited')
    expect(host.resource('deaf').logs()).toContain('is ended with SIGKILL')
  })

  it('when the start is interrupted, it rejects with the reason and stops what ran', async () => {
    const interrupt = new AbortController()
    const starting = hosts.start(
      (builder) => {
        const first = addProgram(builder, 'first')
        addProgram(builder, 'second').withEnvironment('READY_AFTER_MS', 60_000).waitFor(first)
      },
      { signal: interrupt.signal },
    )
    await waitFor(() => hosts.journal().includes('second started'), { what: 'the second to be started' })
    interrupt.abort(new Error('Ctrl-C'))
    await expect(starting).rejects.toThrow('Ctrl-C')
    expect(hosts.journal().slice(-2)).toEqual(['second stopped', 'first stopped'])
  })

  it('when everything is forced, even what ignores SIGTERM is gone at once', async () => {
    const force = new AbortController()
    const host = await hosts.start(
      (builder) => void addProgram(builder, 'deaf').withEnvironment('IGNORES_SIGTERM', 1),
      {
        force: force.signal,
      },
    )
    const stopping = host.stop()
    force.abort()
    await stopping
    expect(host.resource('deaf').state).toBe('Exited')
  })

  it('when only one part is asked for, it and what it waits for are started', async () => {
    const host = await hosts.start(
      (builder) => {
        const database = addProgram(builder, 'database')
        addProgram(builder, 'wanted').waitFor(database)
        addProgram(builder, 'unwanted').waitFor(database)
      },
      { only: ['wanted'] },
    )
    expect(host.names).toEqual(['database', 'wanted'])
  })
})

describe('a part that ends by itself', () => {
  it('when it crashes, its exit code is reported and it is started again', async () => {
    const host = await hosts.start((builder) => void addProgram(builder, 'one'), { restartPause: { firstMs: 10 } })
    const one = host.resource('one')
    const { pid } = one
    await crash(one.url, 7)
    await waitFor(() => one.pid !== pid && one.state === 'Healthy', { what: 'the next life' })
    expect(one.restarts).toBe(1)
    expect(one.logs().join('\n')).toMatch(/ended by itself with exit code 7 after .* s; it is started again in 0\.01 s/)
  })

  it('when it crashes again and again, the pauses grow up to the cap', async () => {
    const host = await hosts.start((builder) => void addProgram(builder, 'one'), {
      environment: { one: { JOURNAL: '/dev/null' } },
      restartPause: { firstMs: 10, capMs: 40 },
    })
    const one = host.resource('one')
    for (let times = 1; times <= 4; times += 1) {
      await one.kill('SIGKILL')
      await one.waitUntilHealthy()
    }
    const pauses = one.logs().flatMap((line) => /killed by SIGKILL .* again in ([\d.]+) s/.exec(line)?.[1] ?? [])
    expect(pauses).toEqual(['0.01', '0.02', '0.04', '0.04'])
  })

  it('when one is restarted by hand, the others go on', async () => {
    const host = await hosts.start((builder) => {
      const first = addProgram(builder, 'first')
      addProgram(builder, 'second').waitFor(first)
    })
    const [first, second] = ['first', 'second'].map((name) => host.resource(name))
    const before = [first?.pid, second?.pid]
    await first?.restart()
    await first?.waitUntilHealthy()
    expect(first?.pid).not.toBe(before[0])
    expect(second?.pid).toBe(before[1])
  })

  it('when it is stopped by hand, it stays down until it is started', async () => {
    const host = await hosts.start((builder) => void addProgram(builder, 'one'), { restartPause: { firstMs: 1 } })
    const one = host.resource('one')
    await one.stopProcess()
    expect([one.state, one.pid]).toEqual(['Exited', undefined])
    one.startProcess()
    await one.waitUntilHealthy()
  })

  it('when it is frozen, it can be stopped all the same', async () => {
    const host = await hosts.start((builder) => void addProgram(builder, 'one'))
    await host.resource('one').kill('SIGSTOP')
    await host.stop()
    expect(hosts.journal()).toContain('one stopped')
  })

  it('when it no longer answers its health check, it is unhealthy, and not restarted', async () => {
    const host = await hosts.start((builder) => void addProgram(builder, 'one'))
    const one = host.resource('one')
    await fetch(`${one.url}/unready`)
    await waitFor(() => one.state === 'Unhealthy', { what: 'the state' })
    expect(one.restarts).toBe(0)
  })
})

describe('logs', () => {
  it('when a part writes, its lines are in memory and in a file of its own', async () => {
    const host = await hosts.start((builder) => void addProgram(builder, 'one'))
    const one = host.resource('one')
    await fetch(`${one.url}/say?text=${encodeURIComponent('größe 🎉')}`)
    await waitFor(() => one.logs().includes('größe 🎉'), { what: 'the line' })
    expect(readFileSync(join(hosts.dataFolder, 'logs', 'one.log'), 'utf8')).toContain('größe 🎉\n')
  })
})

describe('the environment', () => {
  it('when parts refer to each other, each is told the addresses under the names of Aspire', async () => {
    const host = await hosts.start((builder) => {
      const key = builder.addParameter('key', () => 'made once')
      const shop = addProgram(builder, 'shop').withReplicas(2).withEnvironment('KEY', key)
      addProgram(builder, 'client').withReference(shop)
    })
    const [shop, second, client] = ['shop', 'shop-2', 'client'].map((name) => host.resource(name))
    const told = await fetch(`${client?.url}/environment`).then((response) => response.json())
    expect(told).toMatchObject({ services__shop__http__0: shop?.url, services__shop__http__1: second?.url })
    expect(told).not.toHaveProperty('KEY')
    expect(await fetch(`${shop?.url}/environment`).then((response) => response.json())).toMatchObject({
      KEY: 'made once',
      HOST: '127.0.0.1',
    })
    expect(existsSync(join(hosts.dataFolder, 'secrets.json'))).toBe(true)
  })
})

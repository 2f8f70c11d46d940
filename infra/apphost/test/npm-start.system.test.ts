import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { waitFor } from '@waybill/test-kit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { modelOf } from '../src/plan-run.ts'
import { findFreePorts } from '../src/ports/free-ports.ts'
import { type Ports, portNeeds } from '../src/ports/port-plan.ts'
import { whyNotUsable } from '../src/ports/taken-ports.ts'
import { resetData } from '../src/reset-data.ts'
import { demonstrationUsers } from '../src/seed/demonstration-users.ts'

const dataFolder = mkdtempSync(join(tmpdir(), 'waybill-apphost-'))
const running: ChildProcess[] = []
let ports: Ports

beforeAll(async () => {
  ports = await findFreePorts(portNeeds(modelOf({})), Math.random)
  writeFileSync(join(dataFolder, 'ports.json'), JSON.stringify(ports))
})
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL')
  await resetData({ dataFolder, say: () => {} })
  rmSync(dataFolder, { recursive: true })
}, 30_000)

function npmStart() {
  const env = { ...process.env, WAYBILL_DATA_FOLDER: dataFolder }
  const child = spawn(process.execPath, [join(import.meta.dirname, '../src/main.ts')], { env })
  running.push(child)
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text))
  const ended = new Promise<number | null>((exited) => child.once('exit', exited))
  const isUp = () => said.includes('Ctrl-C stops everything') || child.exitCode !== null
  return { child, ended, said: () => said, whenUp: () => waitFor(isUp, { what: 'the table', timeoutMs: 90_000 }) }
}

const portsInUse = async () => {
  const reasons = await Promise.all(Object.values(ports).map(whyNotUsable))
  return Object.keys(ports).filter((_, index) => reasons[index] !== undefined)
}

describe('npm start, the whole of Waybill', () => {
  it('when it is up, everything is healthy and the table tells what runs where', { timeout: 120_000 }, async () => {
    const { whenUp, said, child, ended } = npmStart()
    await whenUp()
    const { opsKey } = JSON.parse(readFileSync(join(dataFolder, 'secrets.json'), 'utf8'))
    const shop = `http://127.0.0.1:${ports.web}`
    expect(said()).toContain(`\n The shop:     ${shop}\n The console:  ${shop}/ops/login?key=${opsKey}\n\n part `)
    for (const name of ['web', 'order', 'payment', 'invoice-listener', 'mailbox']) {
      expect(said()).toMatch(new RegExp(`\n ${name} +\\| Healthy +\\| http://127\\.0\\.0\\.1:${ports[name]}`))
    }
    expect(said()).toContain(demonstrationUsers[0].id)
    for (const file of readdirSync(join(dataFolder, 'logs')))
      expect(readFileSync(join(dataFolder, 'logs', file), 'utf8')).not.toContain(opsKey)
    expect((await portsInUse()).toSorted()).toEqual(Object.keys(ports).toSorted())

    child.kill('SIGKILL')
    await ended
  })

  it('when it was killed hard and is started again, it works with the same data, and Ctrl-C stops everything', {
    timeout: 120_000,
  }, async () => {
    const { whenUp, said, child, ended } = npmStart()
    await whenUp()
    expect(said()).toMatch(/\n order +\| Healthy/)
    const [user] = demonstrationUsers
    const orders = await fetch(`http://127.0.0.1:${ports.order}/api/v1/users/${user.id}/orders?pageSize=1`)
    expect(await orders.json()).toMatchObject({ pagination: { totalItems: user.orders } })

    child.kill('SIGINT')
    expect(await ended).toBe(0)
    expect(said()).toContain('Everything is stopped.')
    expect(await portsInUse()).toEqual([])
  })

  if (process.env.WAYBILL_TESTS === 'long')
    it('when Ctrl-C comes twice, it ends at once', { timeout: 120_000 }, async () => {
      const { whenUp, said, child, ended } = npmStart()
      await whenUp()
      child.kill('SIGINT')
      await waitFor(() => said().includes('Once more to kill it'), { what: 'the answer to Ctrl-C' })
      child.kill('SIGINT')
      expect(await ended).toBe(0)
      expect(await portsInUse()).toEqual([])
    })
})

// npm run bench -- chain: checkouts per second and webhook to three jobs done, through the whole system, beside bare health
// requests to the same service in the same run.
import { randomUUIDv7 } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { startAppHost } from '@waybill/apphost'
import { figuresOf, table } from './measure.ts'

const count = Number(process.env.BENCH_ORDERS ?? 500)
const clients = Number(process.env.BENCH_CLIENTS ?? 10)
const dataFolder = mkdtempSync(join(tmpdir(), 'waybill-bench-'))
const host = await startAppHost({
  ...{ ports: 'free', dataFolder, silent: true, delays: { webhookMs: { min: 100, max: 300 } } },
  environment: { '*': { LOG_LEVEL: 'warn' }, order: { USER_WRITES_PER_SECOND: '0' } }, // one user does it all
})
const userId = randomUUIDv7()
const order = host.resource('order').url
const authorization = `Bearer ${host.secrets.serviceKey}`
const body = {
  ...{ customerName: 'Bench', customerEmail: 'bench@example.com', currency: 'EUR' },
  items: [{ sku: 's', name: 'Thing', quantity: 1, unitPriceMinor: 1_099 }],
}

try {
  const bare = await rate('bare GET /livez', () => get('/livez'))
  const ids: string[] = []
  const created = await rate('create order', async () => {
    const headers = { authorization, 'idempotency-key': randomUUIDv7() }
    ids.push((await post(`/api/internal/v1/users/${userId}/orders`, headers, body)).id)
  })
  const waiting = [...ids]
  const before = cpuMs()
  const checkedOut = await rate('checkout', () =>
    post(`/api/v1/users/${userId}/orders/${waiting.pop()}/checkout`, { 'idempotency-key': randomUUIDv7() }),
  )
  const drainMs = await allDone(ids)
  const spent = cpuMs()
  const rows = [bare, created, checkedOut].map(({ name, perSecond, figures }) => [
    ...[name, perSecond, figures.medianMs, figures.p95Ms, bare.perSecond / perSecond],
  ])
  console.log(
    table(['what', 'per second', 'p50 ms', 'p95 ms', 'times slower than bare'], rows as (string | number)[][]),
  )
  console.log(
    `\n${count} orders by ${clients} clients; all delivered ${Math.round(drainMs)} ms after the last checkout`,
  )
  const perOrder = Object.keys(spent).map((name) => [name, ((spent[name] ?? 0) - (before[name] ?? 0)) / count] as const)
  console.log(
    `\nCPU per order, checkout to delivery, ms\n${table(
      ['process', 'ms'],
      perOrder.map(([...row]) => row),
    )}`,
  )
} finally {
  await host.remove()
}

/** CPU time of each process so far, in milliseconds; PostgreSQL's with all its backends. */
function cpuMs(): Record<string, number> {
  const stats = readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid))
    .flatMap((pid) => statOf(pid))
  const below = (pid: number): number =>
    stats.filter(({ parent }) => parent === pid).reduce((sum, child) => sum + child.ms + below(child.pid), 0)
  const treeMs = (pid: number) => (stats.find((each) => each.pid === pid)?.ms ?? 0) + below(pid)
  return Object.fromEntries(host.names.map((name) => [name, treeMs(host.resource(name).pid ?? 0)]))
}

function statOf(pid: string) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    return [{ pid: Number(pid), parent: Number(fields[1]), ms: (Number(fields[11]) + Number(fields[12])) * 10 }]
  } catch {
    return []
  }
}

async function rate(name: string, request: () => Promise<unknown>) {
  const times: number[] = []
  const startedAt = performance.now()
  let begun = 0
  const client = async () => {
    while (begun++ < count) {
      const requestedAt = performance.now()
      await request()
      times.push(performance.now() - requestedAt)
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
  return { name, perSecond: count / ((performance.now() - startedAt) / 1_000), figures: figuresOf(times) }
}

async function get(path: string, headers: Record<string, string> = {}) {
  const answer = await fetch(`${order}${path}`, { headers })
  return (await answer.json()) as { id: string; pagination: { totalItems: number } }
}

async function post(path: string, headers: Record<string, string>, json?: unknown) {
  const type = json === undefined ? {} : { 'content-type': 'application/json' }
  const answer = await fetch(`${order}${path}`, {
    ...{ method: 'POST', headers: { ...headers, ...type } },
    ...(json !== undefined && { body: JSON.stringify(json) }),
  })
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as { id: string }
}

/** Waits until every process is completed, two minutes at most. */
async function allDone(ids: string[]): Promise<number> {
  const startedAt = performance.now()
  while (performance.now() - startedAt < 120_000) {
    const { pagination } = await get('/api/internal/v1/orderprocesses?status=completed&pageSize=1', { authorization })
    if (pagination.totalItems >= Math.min(ids.length, 1_000)) return performance.now() - startedAt
    await pause(20)
  }
  throw new Error('not every order was delivered within two minutes')
}

// R1: clients ask for one checkout fifty times at once while order is killed every two seconds.
import { Agent } from 'node:http'
import { createPace } from '@waybill/chaos'
import { ask, codeOf } from '@waybill/running-tests'
import { type Placed, type System, startSystem } from '@waybill/system-tests'
import { inParallel, seededRandom, waitFor } from '@waybill/test-kit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { count, say } from './support/figures.ts'
import { countOf } from './support/query.ts'

const orders = Number(process.env.PROMISE_ORDERS ?? 1_000)
const duplicates = 50
const seed = Number(process.env.CHAOS_SEED ?? 7)
const random = seededRandom(seed)
const replicas = ['order', 'order-2']
const agent = new Agent({ keepAlive: true, maxSockets: 100 })

type Told = { status: number; code: string; body: string }

let system: System
const placed: Placed[] = []
beforeAll(async () => {
  const environment = { order: { USER_WRITES_PER_SECOND: '0' } } // one user asks more here than any may
  system = await startSystem({ orderReplicas: 2, environment })
  const half = orders / 2
  await inParallel([...Array(orders).keys()], 8, async (index) => {
    const userId = `01900000-0000-7000-8000-${String(index % half).padStart(12, '0')}` // two orders each
    placed[index] = await system.createOrder(index % 5 === 0 ? 1_011 : 1_099, `Order ${index}`, userId)
  })
}, 300_000)
afterAll(async () => {
  agent.destroy()
  await system?.stop()
}, 60_000)

const keyOf = (index: number) => `promised-once-${index}`.padEnd(20, '-')

/** The other order of the same user. */
const siblingOf = (index: number) => placed[(index + orders / 2) % orders] as Placed

/** One try, at whichever replica: nobody repeats it. */
async function checkOut({ userId, orderId }: Placed, key: string): Promise<Told> {
  const replica = replicas[Math.floor(random() * replicas.length)] ?? ''
  const path = `/api/v1/users/${userId}/orders/${orderId}/checkout`
  const asked = { method: 'POST', path, headers: { 'idempotency-key': key } } as const
  const answer = await ask(system.urlOf(replica), asked, agent).catch((error) => ({ status: 0, text: codeOf(error) }))
  return { status: answer.status, code: codeIn(answer), body: answer.text }
}

function codeIn({ status, text }: { status: number; text: string }): string {
  if (status < 400) return ''
  try {
    return JSON.parse(text).code
  } catch {
    return text
  }
}

/** Fifty at once; and once more only where nobody said that the checkout has begun, for then none may have arrived. */
async function storm(index: number): Promise<Told[]> {
  const tries = Array.from({ length: duplicates }, () => checkOut(placed[index] as Placed, keyOf(index)))
  const told = await Promise.all(tries)
  if (told.some(({ status }) => status === 202 || status === 409)) return told
  await waitFor(() => serving().length > 0, { what: 'order', timeoutMs: 60_000 })
  return [...told, ...(await storm(index))]
}

const serving = () => replicas.map(system.host.resource).filter(({ state }) => state === 'Healthy')

/** SIGKILL for a replica that serves, every two seconds; one that is still starting cannot be killed while it works. */
function startKiller() {
  let kills = 0
  const pace = createPace({
    random,
    everyMs: [2_000, 2_000],
    async act() {
      const targets = serving()
      const target = targets[Math.floor(random() * targets.length)]
      await target?.kill('SIGKILL')
      if (target) kills += 1
    },
  })
  pace.start()
  return { kills: () => kills, stop: pace.stop }
}

const unsettled = `from orders o where status not in ('paid', 'payment_failed') or not exists (
  select from order_processes p where p.order_id = o.id and not exists (
    select from order_process_jobs j where j.process_id = p.id and j.status <> 'succeeded'))`

it(`when ${orders} checkouts come ${duplicates} times at once and order is killed every 2 s, each is made once`, async () => {
  const answers: Record<string, number> = {}
  const kept = new Map<number, Set<string>>()
  const others: Record<string, number> = {}
  const killer = startKiller()
  const startedAt = performance.now()
  await inParallel([...placed.keys()], 2, async (index) => {
    const told = await storm(index)
    for (const { status, code } of told) count(answers, status === 0 ? 'no answer' : `${status} ${code}`.trim())
    kept.set(index, new Set(told.filter(({ status }) => status === 202).map(({ body }) => body)))
    const another = await checkOut(siblingOf(index), keyOf(index))
    count(others, another.status === 0 ? 'no answer' : `${another.status} ${another.code}`)
  })
  const stormMs = performance.now() - startedAt
  await killer.stop()
  const settlingAt = performance.now()
  await waitFor(async () => (await countOf(system.host, 'order', unsettled)) === 0, {
    ...{ what: 'all to settle', timeoutMs: 240_000, intervalMs: 200 },
  })
  const settledMs = performance.now() - settlingAt
  const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`
  say('R1', { seed, kills: killer.kills(), in: seconds(stormMs), answers, others, 'settled after': seconds(settledMs) })

  const allowed = /^(202|409 idempotency-key-in-progress|5\d\d .*|no answer)$/
  expect(Object.keys(answers).filter((answer) => !allowed.test(answer))).toEqual([])
  expect([...kept].filter(([, bodies]) => bodies.size > 1)).toEqual([])
  expect(
    Object.keys(others).filter((other) => !/^(422 idempotency-key-reused|5\d\d .*|no answer)$/.test(other)),
  ).toEqual([])
  expect(killer.kills()).toBeGreaterThan(stormMs / 6_000)
  await expectOnce()
  await expectReplays(kept)
  await expectRefusals()
}, 1_800_000)

/** One attempt, one payment, one charge and one process for each order. */
async function expectOnce(): Promise<void> {
  const { host } = system
  const wallet = (await system.call('e-wallet', '/control/journal')).body.payments as { status: string }[]
  const found = {
    attempts: await countOf(host, 'order', 'from checkouts'),
    'orders with an attempt': await countOf(host, 'order', 'from (select distinct order_id from checkouts) c'),
    processes: await countOf(host, 'order', 'from order_processes'),
    payments: await countOf(host, 'payment', 'from payments'),
    'payments at the e-wallet': wallet.length,
    'keys in progress': await countOf(host, 'order', `from idempotency_keys where state = 'in_progress'`),
  }
  const one = Object.fromEntries(Object.keys(found).map((what) => [what, orders]))
  expect(found).toEqual({ ...one, 'keys in progress': 0 })
}

/** No key serves another order, however often it is tried. */
async function expectRefusals(): Promise<void> {
  await inParallel([...placed.keys()], 8, async (index) => {
    const { status, code } = await checkOut(siblingOf(index), keyOf(index))
    expect({ status, code }).toEqual({ status: 422, code: 'idempotency-key-reused' })
  })
}

/** Whoever asks again now gets the bytes that others got then. */
async function expectReplays(kept: Map<number, Set<string>>): Promise<void> {
  await inParallel([...kept], 8, async ([index, bodies]) => {
    const { status, body } = await waitFor(
      async () => [await checkOut(placed[index] as Placed, keyOf(index))].find((told) => told.status === 202),
      { what: 'the kept answer', timeoutMs: 30_000, intervalMs: 100 },
    )
    expect({ status, bodies: [...new Set([...bodies, body])] }).toEqual({ status: 202, bodies: [body] })
  })
}

import { randomUUIDv7 } from 'node:crypto'
import { waitFor } from '@waybill/test-kit'
import { type CanaryStage, json, ordersOf } from './canary-stage.ts'
import type { Placed } from './system.ts'

const webhookPath = '/api/v1/payments/webhook'

/** One is paid, one is not, one meets every fault that a neighbour can have. */
export async function goodOrders({ system, canaries, place, checkout }: CanaryStage): Promise<Placed[]> {
  const orders = [await place(1_099), await place(1_011), await place(2_099, 'refused-email')]
  const [paid, declined, faulty] = orders as [Placed, Placed, Placed]
  await system.scenario({ scenario: 'bad-signature', match: { amountMinor: 2_099 } })
  const failing = { method: 'POST', body: { mode: 'fail', times: 1 } }
  await Promise.all(['production', 'invoice'].map((name) => system.call(name, '/control/behaviour', failing)))
  const refusing = { mode: 'permanent', match: { to: canaries.address('refused-email') } }
  await system.call('mailbox', '/control/behaviour', { method: 'POST', body: refusing })
  for (const order of orders) await checkout(order)
  await system.settled(paid, 'paid')
  await system.settled(declined, 'payment_failed')
  const mailFailed = async () =>
    (await system.read(faulty)).processes[0]?.jobs.some(
      ({ job, status }) => job === 'notification' && status === 'failed',
    )
  await waitFor(mailFailed, { what: 'the mail server to refuse', timeoutMs: 30_000 })
  const nonsense = { method: 'POST', body: { mode: 'nonsense', times: 1 } }
  await Promise.all(['production', 'invoice'].map((name) => system.call(name, '/control/behaviour', nonsense)))
  const another = await place(3_099)
  await checkout(another)
  await system.settled(another, 'paid')
  return orders
}

/** Canaries where they do not belong, at every door. */
export async function badRequests(
  { canaries, ask, newOrder }: CanaryStage,
  earlier: Placed | undefined,
): Promise<void> {
  const good = newOrder(4_099)
  const bad = {
    customerEmail: canaries.of('no-email'),
    currency: canaries.of('currency'),
    status: canaries.of('status'),
  }
  const bodies = [
    JSON.stringify({ ...good, ...bad }),
    `{"name": "${canaries.of('broken-json')}"`,
    canaries.of('no-json'),
  ]
  const userId = randomUUIDv7()
  const headers = { ...json, 'idempotency-key': canaries.of('key-of-bad-order') }
  const paths = [ordersOf(userId), `${ordersOf(userId)}/${randomUUIDv7()}/confirm-payment`]
  const doors = [
    ...paths.map((path) => ['order', path] as const),
    ['payment', `/api/internal/v1/users/${userId}/payments`] as const,
    ['notification', `/api/internal/v1/users/${userId}/emails/send`] as const,
    ['production', '/api/internal/v1/productions'] as const,
    ['invoice', '/api/internal/v1/invoices'] as const,
    ['web', '/ops/login'] as const,
  ]
  for (const [name, path] of doors) {
    for (const body of bodies) await ask(name, path, { method: 'POST', headers, body })
    const wrongKey = { authorization: `Bearer ${canaries.of('wrong-service-key')}` }
    await ask(name, path, { method: 'POST', headers: { ...headers, ...wrongKey }, body: JSON.stringify(good) })
    await ask(name, path, {
      method: 'POST',
      headers: { 'content-type': canaries.of('type') },
      body: canaries.of('body'),
    })
  }
  const used = { ...json, 'idempotency-key': canaries.of('key-of-order-a') }
  await ask('order', ordersOf(earlier?.userId ?? ''), { method: 'POST', headers: used, body: JSON.stringify(good) })
  const cookies = { cookie: `operator=${canaries.of('cookie')}`, 'x-operator': canaries.of('operator') }
  for (const name of ['web', 'order']) {
    await ask(name, `/api/v1/users/${canaries.of('user')}/orders`, { headers: cookies })
    await ask(name, `/api/v1/users/${userId}/orders?name=${canaries.of('term')}&status=${canaries.of('status')}`)
    await ask(name, `/api/v1/users/${userId}/orders?after=${canaries.of('cursor')}`)
    await ask(name, `/${canaries.of('address')}`)
  }
  await ask('web', '/ops/api/order/orders', { headers: cookies })
  await ask('web', `/ops/login?key=${canaries.of('wrong-ops-key')}`)
  await ask('web', '/ops/login', { method: 'POST', headers: json, body: `{"key":"${canaries.of('wrong-ops-key')}"}` })
}

/** Forged ones, and signed ones that cannot be read, contradict each other or are of an unknown payment. */
export async function badWebhooks({ canaries, ask, signed }: CanaryStage): Promise<void> {
  const id = `msg_${randomUUIDv7()}`
  const event = (data: object) =>
    JSON.stringify({ type: 'payment.succeeded', timestamp: new Date().toISOString(), data })
  const stranger = { merchantReference: randomUUIDv7(), paymentRequestId: canaries.of('request'), currency: 'EUR' }
  const bodies = [canaries.of('webhook-no-json'), event({ odd: canaries.of('webhook-data') })]
  for (const body of [...bodies, event({ ...stranger, amountMinor: 1 }), event({ ...stranger, amountMinor: 2 })]) {
    await ask('payment', webhookPath, { method: 'POST', headers: signed(id, body), body })
    const signature = { 'webhook-signature': `v1,${canaries.of('signature')}`, 'webhook-id': canaries.of('webhook-id') }
    await ask('payment', webhookPath, { method: 'POST', headers: { ...signed(id, body), ...signature }, body })
  }
  const large = canaries.of('webhook-large').repeat(3_000)
  await ask('payment', webhookPath, { method: 'POST', headers: signed(id, large), body: large })
}

/** No payment service, no mail server, and then no database at all. */
export async function withoutNeighbours({
  system,
  canaries,
  ask,
  newOrder,
  place,
  checkout,
  signed,
}: CanaryStage): Promise<void> {
  const order = await place(5_099)
  const { host } = system
  await Promise.all([host.resource('payment').stopProcess(), host.resource('mailbox').stopProcess()])
  await checkout(order)
  await host.resource('payment').startProcess()
  await host.resource('payment').waitUntilHealthy()
  await host.resource('postgres').stopProcess()
  const headers = { ...json, 'idempotency-key': canaries.of('key-without-database') }
  const { userId } = order
  const event = JSON.stringify({ type: 'payment.succeeded', data: canaries.of('webhook-without-database') })
  await Promise.all([
    ask('order', ordersOf(userId), { method: 'POST', headers, body: JSON.stringify(newOrder(6_099)) }),
    ask('order', `${system.pathOf(order)}/checkout`, { method: 'POST', headers }),
    ask('web', `/api/v1/users/${userId}/orders?name=${canaries.of('term-without-database')}`),
    ask('payment', webhookPath, { method: 'POST', headers: signed(`msg_${randomUUIDv7()}`, event), body: event }),
  ])
  await host.resource('postgres').startProcess()
  await host.resource('postgres').waitUntilHealthy()
}

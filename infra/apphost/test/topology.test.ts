import { describe, expect, it } from 'vitest'
import { createBuilder } from '../src/hosting/builder.ts'
import { planProcesses } from '../src/model/process-plan.ts'
import { valuesOf } from '../src/ports/addresses.ts'
import { choosePorts, portNeeds } from '../src/ports/port-plan.ts'
import { demonstrationUsers } from '../src/seed/demonstration-users.ts'
import { waybill } from '../src/topology.ts'

function plans(orderReplicas = 1) {
  const builder = createBuilder()
  waybill(builder, { orderReplicas, webhookDelayMs: { min: 5, max: 50 } })
  const model = builder.build()
  const ports = choosePorts(portNeeds(model), { environment: {}, file: {} })
  const parameters = ['controlKey', ...model.parameters.map(({ name }) => name)]
  const secrets = Object.fromEntries(parameters.map((name) => [name, `the/${name}`]))
  return planProcesses(model, {
    values: valuesOf(model, ports, secrets, '/data'),
    node: { command: 'node', args: [] },
    pathOf: (folder) => `/checkout/${folder}`,
    inherited: { LOG_LEVEL: 'info' },
    overrides: { payment: { LOG_LEVEL: 'debug' }, '*': { TZ: 'UTC' } },
  })
}
const planOf = (name: string, all = plans()) => {
  const plan = all.find((it) => it.name === name)
  if (!plan) throw new Error(`no ${name}`)
  return plan
}

/** The web needs database, queues, production and invoice through others only. */
const isEarlier = (name: string) => !['postgres', 'queues', 'production', 'invoice', 'web'].includes(name)

describe('the topology', () => {
  it('when a service is planned, it is told its port, its database, its neighbours and its secrets', () => {
    const { environment, args, cwd, health } = planOf('payment')
    expect(args).toEqual(['/checkout/services/payment/src/main.ts'])
    expect(cwd).toBe('/checkout/services/payment')
    expect(health).toEqual({ kind: 'http', url: 'http://127.0.0.1:3002/readyz' })
    expect(environment()).toMatchObject({
      PORT: '3002',
      HOST: '127.0.0.1',
      OTEL_SERVICE_NAME: 'payment',
      ConnectionStrings__payment: 'postgresql://waybill:the%2FdatabasePassword@127.0.0.1:54320/payment',
      services__ewallet__http__0: 'http://127.0.0.1:3010',
      services__order__http__0: 'http://127.0.0.1:3001',
      PAYMENT_WEBHOOK_SECRETS: 'the/webhookSecret',
      WAYBILL_SERVICE_KEYS: 'the/serviceKey',
    })
  })

  it('when the web is planned, it is started last and is told what the two pages need', () => {
    const { environment, waitsFor, health, build } = planOf('web')
    expect(waitsFor).toEqual(plans().flatMap(({ name }) => (isEarlier(name) ? [name] : [])))
    expect(health).toEqual({ kind: 'http', url: 'http://127.0.0.1:3000/readyz' })
    expect(environment()).toMatchObject({
      PORT: '3000',
      services__order__http__0: 'http://127.0.0.1:3001',
      services__payment__http__0: 'http://127.0.0.1:3002',
      services__notification__http__0: 'http://127.0.0.1:3003',
      services__ewallet__http__0: 'http://127.0.0.1:3010',
      services__mailbox__http__0: 'http://127.0.0.1:8025',
      MAILBOX_URL: 'http://127.0.0.1:8025/',
      WAYBILL_SERVICE_KEYS: 'the/serviceKey',
      OPS_KEY: 'the/opsKey',
      APP_HOST_URL: 'http://127.0.0.1:3099',
      APP_HOST_KEY: 'the/controlKey',
    })
    expect(JSON.parse(environment().DEMO_USERS ?? '')).toEqual(demonstrationUsers.map(({ id, name }) => ({ id, name })))
    expect(build?.output).toBe('/checkout/services/web/dist')
    expect(build?.launch('/new')).toMatchObject({ command: 'node', cwd: '/checkout/services/web' })
    expect(build?.launch('/new').environment()).toEqual({ LOG_LEVEL: 'info', NO_COLOR: '1' })
  })

  it('when a run overrides variables, they are stronger than what is inherited', () => {
    expect(planOf('payment').environment()).toMatchObject({ LOG_LEVEL: 'debug', TZ: 'UTC' })
    expect(planOf('notification').environment()).toMatchObject({ LOG_LEVEL: 'info', TZ: 'UTC' })
  })

  it('when the mailbox is referred to, its SMTP address is told beside its page', () => {
    expect(planOf('notification').environment()).toMatchObject({
      services__mailbox__http__0: 'http://127.0.0.1:8025',
      services__mailbox__smtp__0: 'smtp://127.0.0.1:1025',
    })
  })

  it('when order has replicas, its neighbours are told all of them, and wait for all', () => {
    const all = plans(2)
    expect(planOf('payment', all).environment()).toMatchObject({ services__order__http__1: 'http://127.0.0.1:3021' })
    expect(planOf('production-listener', all).waitsFor).toEqual(['queues', 'production', 'order', 'order-2'])
  })

  it('when the queues were never ready, the environment of who uses them says so', () => {
    expect(() => planOf('order').environment()).toThrow('must wait for it')
  })

  it('when the databases are asked for, each service has one', () => {
    const databases = planOf('postgres').environment().POSTGRES_DATABASES?.split(',').toSorted()
    expect(databases).toEqual(['ewallet', 'invoice', 'mailbox', 'notification', 'order', 'payment', 'production'])
  })
})

describe('the builder', () => {
  it('when two resources have one name, or wait in a circle, it refuses', () => {
    const twice = createBuilder()
    twice.addService('a', 'x')
    twice.addService('a', 'y')
    expect(twice.build).toThrow('Two resources are called "a"')

    const circle = createBuilder()
    const a = circle.addService('a', 'x')
    a.waitFor(circle.addService('b', 'y').waitFor(a))
    expect(circle.build).toThrow('A circle of waiting: a → b → a')
  })
})

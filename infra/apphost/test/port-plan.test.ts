import { describe, expect, it } from 'vitest'
import { createBuilder } from '../src/hosting/builder.ts'
import { choosePorts, portNeeds } from '../src/ports/port-plan.ts'
import { describeTakenPorts } from '../src/ports/taken-ports.ts'
import { waybill } from '../src/topology.ts'

function needsOf(orderReplicas = 1) {
  const builder = createBuilder()
  waybill(builder, { orderReplicas, webhookDelayMs: { min: 0, max: 0 } })
  return portNeeds(builder.build())
}
const choose = (environment: Record<string, string> = {}, file: Record<string, unknown> = {}, replicas = 1) =>
  choosePorts(needsOf(replicas), { environment, file })

describe('the choice of ports', () => {
  it('when nothing is chosen, they are the documented ones', () => {
    expect(choose()).toEqual({
      apphost: 3099,
      web: 3000,
      postgres: 54320,
      queues: 4566,
      mailbox: 8025,
      'mailbox-smtp': 1025,
      'e-wallet': 3010,
      production: 3011,
      invoice: 3012,
      order: 3001,
      payment: 3002,
      notification: 3003,
      'production-listener': 3004,
      'invoice-listener': 3005,
      'notification-listener': 3006,
    })
  })

  it('when a variable and the file choose one, the variable wins', () => {
    const ports = choose({ PORT_ORDER: '3101', PORT_MAILBOX_SMTP: '2025' }, { order: 3201, 'e-wallet': 3210 })
    expect(ports).toMatchObject({ order: 3101, 'mailbox-smtp': 2025, 'e-wallet': 3210 })
  })

  it('when an offset is chosen, it moves all that are not chosen one by one', () => {
    expect(choose({ PORT_OFFSET: '1000', PORT_ORDER: '3101' })).toMatchObject({
      order: 3101,
      payment: 4002,
      apphost: 4099,
    })
    expect(choose({}, { offset: 500 })).toMatchObject({ order: 3501 })
  })

  it('when order has replicas, each gets a port of its own', () => {
    expect(choose({}, {}, 3)).toMatchObject({ order: 3001, 'order-2': 3021, 'order-3': 3041 })
  })

  it('when choices cannot be used, all of them are named', () => {
    const choosing = () => choose({ PORT_ORDER: 'abc', PORT_PAYMENT: '3003' }, { oder: 1 })
    expect(choosing).toThrow(/ports\.json names "oder"/)
    expect(choosing).toThrow(/The port chosen for order is not a number from 1 to 65535 \(PORT_ORDER/)
    expect(choosing).toThrow(/Port 3003 is chosen for both payment and notification/)
  })
})

describe('the message for a taken port', () => {
  it('when a port is taken, it names the port, the part, the owner and how to choose another', () => {
    const need = needsOf().find(({ key }) => key === 'order')
    const message = describeTakenPorts(
      need ? [{ need, port: 3001, reason: 'EADDRINUSE', owner: 'node (process 42)' }] : [],
    )
    expect(message).toContain('Port 3001, needed for order, is taken by node (process 42).')
    expect(message).toContain('PORT_ORDER=3101 npm start')
    expect(message).toContain('{ "order": 3101 } in .waybill/ports.json')
  })
})

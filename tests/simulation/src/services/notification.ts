import { emailsApi } from '@waybill/contracts'
import { requestHash } from '@waybill/idempotency'
import { fullJitterMs } from '@waybill/resilience'
import { createOrderGateway } from '../../../../services/notification/src/gateways/orders.ts'
import { createDeliverEmail } from '../../../../services/notification/src/use-cases/deliver-email.ts'
import { createDeliverJobReport } from '../../../../services/notification/src/use-cases/deliver-job-report.ts'
import { createSendEmail } from '../../../../services/notification/src/use-cases/send-email.ts'
import type { Life } from '../machine/life.ts'
import { startDueLoop } from '../machine/loops.ts'
import { createReach } from '../machine/reach.ts'
import { createRoutes, type Routes } from '../network/routes.ts'
import type { World } from '../world.ts'

const neverOutOfTime = new AbortController().signal

/** One process of the notification service: its use cases and loops as its `service.ts` joins them. It renders nothing. */
export function startNotification(world: World, life: Life): Routes {
  const { network, newId, chance, mailServer } = world
  const reach = createReach({ life, chance, witness: world.witness })
  const sending = reach('sending', world.notification.sending)
  const reports = reach('reports', world.notification.reports)
  const order = createOrderGateway({ call: network.clientOf(life, 'order', 2_000) })
  const pauseMs = (attempt: number) => fullJitterMs({ baseMs: 1_000, attempt, capMs: 10_000, random: chance.random })

  const decided = startDueLoop(life, {
    ...{ intervalMs: 500, atOnce: 10, take: (limit) => reports.takeDue(limit, newId()) },
    work: createDeliverJobReport({ reports, tell: order.tell, pauseMs, failed: () => {} }),
  })
  const deliverEmail = createDeliverEmail({
    ...{ sending, pauseMs, decided },
    render: ({ template }) => ({ subject: template, html: '', text: '' }),
    send: (mail) => mailServer.send(life, mail),
    persist: (write) => persist(life, write),
  })
  const queued = startDueLoop(life, {
    ...{ intervalMs: 500, atOnce: 5, take: (limit) => sending.claim(limit, newId()) },
    work: (email) => deliverEmail(email, neverOutOfTime),
  })
  const sendEmail = createSendEmail({
    ...{
      emails: reach('emails', world.notification.emails),
      hashOf: requestHash,
      messageDomain: 'waybill.example.com',
    },
    ...{ newId, traceparent: () => undefined, queued, reported: decided },
  })
  const routes = createRoutes()
  routes.on(emailsApi.send, async ({ params, headers, body }) => ({
    ...{ status: 202, body: await sendEmail(params.userId, body, headers['idempotency-key']) },
  }))
  return routes
}

/** What SMTP has answered is written down by the same statement until the claim has almost ended. */
async function persist(life: Life, write: () => Promise<boolean>): Promise<boolean> {
  for (let tries = 1; tries < 20; tries += 1) {
    try {
      return await write()
    } catch {
      await life.pause(400)
    }
  }
  return write()
}

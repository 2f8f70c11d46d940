import type { Protocol } from './disturbance.ts'
import { openLink } from './tcp-link.ts'

type Ports = Record<string, number>
type Secrets = Record<string, string>

/** One way that is put between two parts: `variable` of `from` is told the link's address, which leads to the port `to`. */
export type LinkPlan = {
  from: string
  to: string
  protocol: Protocol
  variable: string
  addressOf: (port: number, secrets: Secrets) => string
}

const http = (from: string, to: string, variable: string, path = ''): LinkPlan => ({
  ...{ from, to, protocol: 'http', variable },
  addressOf: (port) => `http://127.0.0.1:${port}${path}`,
})

const service = (from: string, to: string, name = to): LinkPlan =>
  http(from, to, `services__${name.replaceAll('-', '')}__http__0`)

const database = (from: string, name: string): LinkPlan => ({
  ...{ from, to: 'postgres', protocol: 'postgres', variable: `ConnectionStrings__${name}` },
  addressOf: (port, secrets) =>
    `postgresql://waybill:${encodeURIComponent(secrets.databasePassword ?? '')}@127.0.0.1:${port}/${name}`,
})

const queues = (from: string): LinkPlan => http(from, 'queue-proxy', 'AWS_ENDPOINT_URL')

/** Every way between two parts behind the pages. What knows one order service is led to one of the two. */
export const linkPlans: readonly LinkPlan[] = [
  service('order', 'payment'),
  service('payment', 'e-wallet'),
  service('payment', 'order'),
  service('notification', 'order-2', 'order'),
  service('production-listener', 'order'),
  service('invoice-listener', 'order-2', 'order'),
  service('notification-listener', 'order'),
  service('production-listener', 'production'),
  service('invoice-listener', 'invoice'),
  service('notification-listener', 'notification'),
  http('e-wallet', 'payment', 'WEBHOOK_URL', '/api/v1/payments/webhook'),
  {
    ...{ from: 'notification', to: 'mailbox-smtp', protocol: 'smtp', variable: 'services__mailbox__smtp__0' },
    addressOf: (port) => `smtp://127.0.0.1:${port}`,
  },
  database('order', 'order'),
  database('payment', 'payment'),
  database('notification', 'notification'),
  database('e-wallet', 'ewallet'),
  database('production', 'production'),
  database('invoice', 'invoice'),
  database('mailbox', 'mailbox'),
  queues('order'),
  queues('production-listener'),
  queues('invoice-listener'),
  queues('notification-listener'),
  http('clients', 'order', ''),
  http('clients', 'order-2', ''),
]

/** The way through the pages' server. */
export const webLinkPlans: readonly LinkPlan[] = [http('clients', 'web', ''), service('web', 'order')]

/** Opens them all; `place` leads them to where the parts listen, and answers what the parts must be told. */
export async function openLinks(random: () => number, plans: readonly LinkPlan[] = linkPlans) {
  const opened = await Promise.all(
    plans.map(async (plan) => {
      const { from, to, protocol } = plan
      return { plan, link: await openLink({ name: `${from}→${to}`, protocol, random }) }
    }),
  )
  const clientUrls = (isMeant: (to: string) => boolean) =>
    opened
      .filter(({ plan }) => plan.from === 'clients' && isMeant(plan.to))
      .map(({ plan, link }) => plan.addressOf(link.port, {}))
  return {
    all: opened.map(({ link }) => link),
    /** The addresses at which clients find the order services. */
    clientUrls: clientUrls((to) => to !== 'web'),
    /** Where they find the pages' server, if there is a way to it. */
    webUrls: clientUrls((to) => to === 'web'),
    place({ ports, secrets }: { ports: Ports; secrets: Secrets }): Record<string, Record<string, string>> {
      const environment: Record<string, Record<string, string>> = {}
      for (const { plan, link } of opened) {
        link.leadTo(ports[plan.to] ?? 0)
        if (plan.variable) {
          environment[plan.from] = { ...environment[plan.from], [plan.variable]: plan.addressOf(link.port, secrets) }
        }
      }
      return environment
    },
    stop: () => Promise.all(opened.map(({ link }) => link.stop())),
  }
}

import { createLogger } from '@waybill/logger'
import { currentContext } from '@waybill/request-context'
import { machineSystem } from '@waybill/service-host'
import { advanceableClock } from '@waybill/test-kit'
import { readWebConfig } from '../../src/config.ts'
import { createWebService } from '../../src/service.ts'
import { type RecordingServer, startRecordingServer } from './recording-server.ts'

export const opsKey = 'an-ops-key-of-the-tests-1234'
export const serviceKey = 'a-service-key-of-the-tests'
export const appHostKey = 'an-app-host-key-of-the-tests'
export const userId = '019aa2b0-5b5a-7000-8000-00000000000a'
const orderId = '019aa2b0-5b5a-7000-8000-00000000000b'
export const orderPath = `/api/v1/users/${userId}/orders/${orderId}`

const neighbourNames = ['order', 'payment', 'notification', 'ewallet', 'apphost'] as const
type Neighbours = Record<(typeof neighbourNames)[number], RecordingServer>

/** The real web server on a free port, between nobody and neighbours that write down whatever reaches them. */
export async function startWeb(changes: Record<string, string | undefined> = {}) {
  const started = await Promise.all(neighbourNames.map(async (name) => [name, await startRecordingServer()] as const))
  const neighbours = Object.fromEntries(started) as Neighbours
  const lines: string[] = []
  const destination = { write: (line: string) => void lines.push(line) }
  const logger = createLogger({ name: 'web', level: 'debug', context: currentContext, destination })
  const clock = advanceableClock()
  const env = { ...environmentOf(neighbours), ...changes }
  const web = createWebService(readWebConfig(env), { logger, system: { ...machineSystem, ...clock } })
  const { port } = await web.start()
  const url = `http://127.0.0.1:${port}`

  async function stop() {
    await web.stop()
    await Promise.all(Object.values(neighbours).map((neighbour) => neighbour.stop()))
  }
  return {
    ...{ port, url, neighbours, lines, clock, stop, stopWeb: () => web.stop(), [Symbol.asyncDispose]: stop },
    seen: () => Object.values(neighbours).flatMap((neighbour) => neighbour.seen),
    logIn: async (key = opsKey, operator = 'ada') => cookieIn(await postJson(`${url}/ops/login`, { key, operator })),
  }
}

export type Web = Awaited<ReturnType<typeof startWeb>>

function environmentOf({ order, payment, notification, ewallet, apphost }: Neighbours): Record<string, string> {
  return {
    ...{ PORT: '0', OPS_KEY: opsKey, WAYBILL_SERVICE_KEYS: serviceKey, UPSTREAM_TIMEOUT_MS: '5000' },
    ...{ services__order__http__0: order.url, services__payment__http__0: payment.url },
    ...{ services__notification__http__0: notification.url, services__ewallet__http__0: ewallet.url },
    ...{ APP_HOST_URL: apphost.url, APP_HOST_KEY: appHostKey, WEB_DIST: '/nowhere' },
  }
}

export const postJson = (url: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
    redirect: 'manual',
  })

/** What a browser would send back. */
export const cookieIn = (response: Response) => response.headers.get('set-cookie')?.split(';')[0] ?? ''

import { startSystem } from '@waybill/system-tests'
import { seededRandom } from '@waybill/test-kit'
import { openCountingProxy } from './counting-proxy.ts'

/** Every way on which one part of Waybill calls another. */
const ways: readonly (readonly [from: string, to: string])[] = [
  ['order', 'payment'],
  ['payment', 'e-wallet'],
  ['payment', 'order'],
  ['notification', 'order'],
  ['production-listener', 'order'],
  ['invoice-listener', 'order'],
  ['notification-listener', 'order'],
  ['production-listener', 'production'],
  ['invoice-listener', 'invoice'],
  ['notification-listener', 'notification'],
]

/** The whole of Waybill with a proxy that counts on each of its ways. */
export async function startCountedSystem(seed: number) {
  const opened = await Promise.all(
    ways.map(async ([from, to], index) => {
      const proxy = await openCountingProxy({ name: `${from} → ${to}`, random: seededRandom(seed + index) })
      return { from, to, proxy }
    }),
  )
  const proxies = opened.map(({ proxy }) => proxy)
  const stopProxies = () => Promise.all(proxies.map((proxy) => proxy.stop()))
  const system = await startSystem({
    environment: ({ ports }) => {
      const environment: Record<string, Record<string, string>> = {}
      for (const { from, to, proxy } of opened) {
        proxy.leadTo(ports[to] ?? 0)
        environment[from] = { ...environment[from], [`services__${to.replaceAll('-', '')}__http__0`]: proxy.url }
      }
      return environment
    },
  }).catch(async (error) => {
    await stopProxies()
    throw error
  })
  return {
    ...{ system, proxies },
    async stop(): Promise<void> {
      await system.stop()
      await stopProxies()
    },
  }
}

import type { PortNeed, Ports } from './port-plan.ts'
import { whyNotUsable } from './taken-ports.ts'

/** Below the range from which the system takes the ports of outgoing connections (32768 on Linux, 49152 elsewhere). */
const firstPort = 20_000
const lastPort = 32_000
const blockSize = 40

/**
 * A block of ports next to each other of which none is in use. App hosts that start at the same moment choose different
 * blocks with high probability: `random` picks where the search begins.
 */
export async function findFreePorts(needs: readonly PortNeed[], random: () => number): Promise<Ports> {
  const blocks = Math.floor((lastPort - firstPort) / blockSize)
  const start = Math.floor(random() * blocks)
  for (let tried = 0; tried < blocks; tried += 1) {
    const base = firstPort + ((start + tried) % blocks) * blockSize
    const ports = needs.map((need, index) => [need.key, base + index] as const)
    const reasons = await Promise.all(ports.map(([, port]) => whyNotUsable(port)))
    if (reasons.every((reason) => reason === undefined)) return Object.fromEntries(ports)
  }
  throw new Error(`No ${needs.length} free ports next to each other between ${firstPort} and ${lastPort}`)
}

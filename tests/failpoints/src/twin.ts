import { join } from 'node:path'
import type { ChaosSystem } from '@waybill/chaos'
import { startProgram } from '@waybill/test-kit'

const services = join(import.meta.dirname, '../../../services')

/** A second replica of a service beside the one that the app host watches; it works as soon as this resolves. */
export function startTwin(system: ChaosSystem, service: string) {
  const environment = system.host.resource(service).environment()
  const own = { PORT: '0', LOG_LEVEL: 'info', FAILPOINT_INSTANCE: `${service}-9` }
  return startProgram(join(services, service, 'src/main.ts'), { ...environment, ...own })
}

import { promisify } from 'node:util'
import { Server, ServerCredentials } from '@grpc/grpc-js'
import { createControlClient } from './control-client.ts'
import { dashboardService } from './dashboard-service.ts'
import { createHandlers } from './handlers.ts'
import { requireKey } from './require-key.ts'
import { createResourceWatch } from './resource-watch.ts'

const usualIntervalMs = 500

/**
 * The resource service of the Aspire dashboard, on 127.0.0.1, for whoever has the key: it shows what the control address of
 * a running app host tells, asked every `intervalMs` (500), and passes the commands on.
 */
export function createBridge(deps: { control: { url: string; key: string }; key: string; intervalMs?: number }) {
  const { key, intervalMs = usualIntervalMs } = deps
  const control = createControlClient(deps.control)
  const watch = createResourceWatch({ list: control.list, intervalMs })
  const server = new Server({ interceptors: [requireKey(key)] })
  server.addService(dashboardService, createHandlers({ control, watch, intervalMs }))
  return {
    /** Answers the port, any that is free. */
    start: async (): Promise<number> => {
      await watch.start()
      return promisify(server.bindAsync.bind(server))('127.0.0.1:0', ServerCredentials.createInsecure())
    },
    stop: (): void => {
      watch.stop()
      server.forceShutdown()
    },
  }
}

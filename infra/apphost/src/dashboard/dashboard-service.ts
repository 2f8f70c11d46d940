import { join } from 'node:path'
import type { ServiceDefinition } from '@grpc/grpc-js'
import { loadSync } from '@grpc/proto-loader'

const file = join(import.meta.dirname, 'dashboard-service.proto')

/** The service of `dashboard-service.proto`; enumerations are numbers. */
export const dashboardService = loadSync(file, { oneofs: true, defaults: true })[
  'aspire.v1.DashboardService'
] as ServiceDefinition

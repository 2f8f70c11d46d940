export { createServiceHost, type ServiceHost } from './create-service-host.ts'
export { httpVariables, internalVariables } from './http-variables.ts'
export { runService } from './run-service.ts'
export { machineSystem, type System } from './system.ts'

import { listResources } from '@waybill/apphost'

/** A part of the system, with the processes of all its replicas: a fault hits all of them, and nobody else. */
export type Target = ReturnType<typeof listResources>[number]

/** Every part that the app host knows, so none can be forgotten. */
export const targets: readonly Target[] = listResources({ orderReplicas: 2 })

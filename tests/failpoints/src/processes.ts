import type { Door } from './failpoint.ts'

/** The doors that each process has: all through which it can do something to others. */
const doors: Record<string, readonly Door[]> = {
  order: ['postgres', 'http', 'sns', 'sqs'],
  payment: ['postgres', 'http'],
  notification: ['postgres', 'http', 'smtp'],
  'production-listener': ['http', 'sqs'],
  'invoice-listener': ['http', 'sqs'],
  'notification-listener': ['http', 'sqs'],
  'e-wallet': ['postgres', 'http'],
  production: ['postgres'],
  invoice: ['postgres'],
  mailbox: ['postgres'],
}

export const doorsOf = (process: string): readonly Door[] => doors[process] ?? []

/** Replicas of a process carry a number. */
const instances = [...Object.keys(doors), 'order-2']

/** The process of which it is a replica. */
export const processOf = (instance: string): string => instance.replace(/-\d+$/, '')

/** What the app host must tell each process, so that it obeys what stands in the folder. */
export function variablesOf(folder: string): Record<string, Record<string, string>> {
  const options = `--import=${import.meta.resolve('./preload.ts')}`
  return Object.fromEntries(
    instances.map((instance) => [
      instance,
      { NODE_OPTIONS: options, FAILPOINT_FOLDER: folder, FAILPOINT_INSTANCE: instance },
    ]),
  )
}

import topologyFile from '../../topology.json' with { type: 'json' }

export type Topology = typeof topologyFile

export type QueueKey = keyof Topology['queues']

/** The one list of topics, queues, dead-letter queues and subscriptions: `infra/topology.json`. */
export const topology: Topology = topologyFile

export type { CallAnswer, CallInput } from './call-types.ts'
export { type Client, createClient } from './create-client.ts'
export { type CallBudget, createNeighbour, type Neighbour } from './create-neighbour.ts'
export { neighbourFaults } from './neighbour-faults.ts'

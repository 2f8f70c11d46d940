export { AppError, type RefusalKind } from './app-error.ts'
export { type Fault, faultOf, NeighbourFault, type NeighbourFaultKind, retryAfterMsOf } from './neighbour-fault.ts'

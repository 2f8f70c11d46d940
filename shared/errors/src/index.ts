export { AppError, type RefusalKind } from './app-error.ts'
export { type Fault, faultOf, NeighbourFault, type NeighbourFaultKind } from './neighbour-fault.ts'

export { endLeftOverPostgres, removeLocalPostgres } from './left-over.ts'
export { PortTaken } from './port.ts'
export { type LocalPostgres, startLocalPostgres } from './start-local-postgres.ts'
export { startThrowAwayPostgres } from './start-throw-away-postgres.ts'

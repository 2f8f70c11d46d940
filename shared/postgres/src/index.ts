export { createDatabase, type Database } from './create-database.ts'
export { isConnectionError, isUniqueViolation } from './database-errors.ts'
export { inTransaction } from './in-transaction.ts'
export { migrateDown, migrateToLatest } from './migrations.ts'

import { describe } from 'vitest'
import { openSqlStores } from './contracts/open-sql-stores.ts'
import { repositoryContracts } from './contracts/repository-contracts.ts'

describe('the repositories in PostgreSQL', () => repositoryContracts(openSqlStores))

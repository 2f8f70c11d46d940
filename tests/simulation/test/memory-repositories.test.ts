import { describe } from 'vitest'
import { repositoryContracts } from './contracts/repository-contracts.ts'
import { openMemoryStores } from './contracts/stores.ts'

describe('the repositories in memory', () => repositoryContracts(openMemoryStores))

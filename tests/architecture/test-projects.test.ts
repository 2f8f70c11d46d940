import { globSync } from 'node:fs'
import { matchesGlob } from 'node:path'
import { describe, expect, it } from 'vitest'
import config, { onlyInLong } from '../../vitest.config.ts'
import { root } from './plant.ts'

type Project = { test: { name: string; include: string[]; exclude: string[] } }

const projects = config.test?.projects as Project[]
const matchesAny = (path: string, patterns: string[]) => patterns.some((pattern) => matchesGlob(path, pattern))

function projectsOf(path: string) {
  const his = projects.filter(({ test }) => matchesAny(path, test.include) && !matchesAny(path, test.exclude))
  return his.map(({ test }) => test.name)
}

describe('the test projects', () => {
  it.each([
    ['shared/outbox/test/batch.test.ts', 'unit'],
    ['shared/outbox/test/relay.integration.test.ts', 'integration'],
    ['services/order/test/domain/order.test.ts', 'unit'],
    ['scripts/test/run.test.ts', 'workspace'],
    ['tests/architecture/import-rules.test.ts', 'workspace'],
    ['tests/system/checkout.test.ts', 'system'],
    ['tests/chaos/test/chaos.system.test.ts', 'pairs'],
    ['tests/system/quick.test.ts', 'alone'],
  ])('when the file is %s, it runs in %s', (path, name) => {
    expect(projectsOf(path)).toEqual([name])
  })

  it('when a test file exists anywhere, exactly one project runs it, or npm run test:long does', () => {
    const files = globSync('**/*.{test,spec}.*', { cwd: root, exclude: ['**/node_modules', '.waybill', '.git'] })
    expect(files.length).toBeGreaterThan(0)
    expect(files.filter((file) => projectsOf(file).length !== 1 && !matchesAny(file, onlyInLong))).toEqual([])
  })
})

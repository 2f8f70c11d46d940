import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { plantFiles, root, runTool } from './plant.ts'

type Diagnostic = { category: string; location: { path: string; start: { line: number } } }

// One fault on each line.
const sources = [
  'export const now = () => new Date()',
  'export const since = new Date',
  'export const timeMs = (clock = Date.now) => clock()',
  'export const chance = () => Math.random()',
  "import { randomUUID } from 'node:crypto'",
  'export const id = () => globalThis.crypto.randomUUIDv7()',
].join('\n')
const environment = [
  'export const port = process.env.PORT',
  "import { env } from 'node:process'\nexport const host = env.HOST",
]
const innocent =
  "export const parsed = (text: string) => new Date(text) // not Date.now()\nexport const word = 'Math.random()'\n"

const planted = plantFiles({
  'biome.json': ownConfiguration(),
  'scripts/lint/handed-in.grit': readFileSync(`${root}/scripts/lint/handed-in.grit`, 'utf8'),
  'services/order/src/use-cases/source.ts': sources,
  'shared/outbox/src/source.ts': sources,
  'mocks/e-wallet/src/routes/source.ts': sources,
  'services/order/src/routes/innocent.ts': innocent,
  'services/order/src/service.ts': sources,
  'services/order/src/main.ts': [sources, ...environment].join('\n'),
  'services/order/test/source.test.ts': [sources, ...environment].join('\n'),
  'infra/apphost/src/source.ts': [sources, ...environment].join('\n'),
  'scripts/source.ts': [sources, ...environment].join('\n'),
  'shared/config/src/environment.ts': environment.join('\n'),
  'services/order/src/config.ts': environment.join('\n'),
})
let diagnostics: Diagnostic[]

beforeAll(async () => {
  const { said } = await runTool(
    planted.folder,
    '@biomejs/biome/bin/biome',
    'lint',
    '--reporter=json',
    '--max-diagnostics=none',
  )
  diagnostics = JSON.parse(said.slice(said.indexOf('{'), said.lastIndexOf('}') + 1)).diagnostics
})
afterAll(() => planted.remove())

function ownConfiguration() {
  const { vcs: _, ...configuration } = JSON.parse(readFileSync(`${root}/biome.json`, 'utf8'))
  return JSON.stringify(configuration)
}

const linesOf = (path: string, category: string) =>
  diagnostics
    .filter((it) => it.location.path === path && it.category === category)
    .map((it) => it.location.start.line)
    .sort((a, b) => a - b)

describe('clock, ids, chance and environment', () => {
  it.each([
    'services/order/src/use-cases/source.ts',
    'shared/outbox/src/source.ts',
    'mocks/e-wallet/src/routes/source.ts',
  ])('when %s makes its own clock, id or chance, each line of it is reported', (path) => {
    expect(linesOf(path, 'plugin')).toEqual([1, 2, 3, 4, 5, 6])
  })

  it.each([
    'services/order/src/routes/innocent.ts',
    'services/order/src/service.ts',
    'services/order/src/main.ts',
    'services/order/test/source.test.ts',
    'infra/apphost/src/source.ts',
    'scripts/source.ts',
  ])('when %s is a place for them, or has none, it is not reported', (path) => {
    expect(linesOf(path, 'plugin')).toEqual([])
    expect(linesOf(path, 'lint/style/noProcessEnv')).toEqual([])
  })

  it.each(['services/order/src/config.ts', 'shared/config/src/environment.ts'])(
    'when %s reads the environment, which is for main.ts alone, it is reported',
    (path) => {
      expect(linesOf(path, 'lint/style/noProcessEnv')).toEqual([1, 3])
    },
  )
})

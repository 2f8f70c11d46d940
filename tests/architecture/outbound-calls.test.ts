import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { plantFiles, root, runTool } from './plant.ts'

/** The only files that may call `fetch`: a host from configuration, and redirects that nobody follows. */
const callers = [
  'shared/http-client/src/exchange.ts',
  'services/web/src/gateways/upstream.ts',
  'mocks/e-wallet/src/gateways/merchant.ts',
]

// One fault on each line.
const sources = [
  "export const ask = () => fetch('https://example.com')",
  "export const askGlobally = () => globalThis.fetch('https://example.com')",
  'export const asker = { get: fetch }',
  "export const listen = () => new EventSource('https://example.com')",
  "export const open = () => new WebSocket('wss://example.com')",
].join('\n')
const innocent = 'type Deps = { fetch: () => void }\nexport const made = (deps: Deps) => deps.fetch()\n'

const places = ['services/order/src/gateways', 'shared/outbox/src', 'mocks/mailbox/src/use-cases']
const { vcs: _, plugins: _plugins, ...configuration } = JSON.parse(readFileSync(`${root}/biome.json`, 'utf8'))
const planted = plantFiles({
  'biome.json': JSON.stringify(configuration),
  ...Object.fromEntries(places.map((place) => [`${place}/planted.ts`, sources])),
  ...Object.fromEntries(callers.map((file) => [file, sources])),
  'services/order/src/routes/innocent.ts': innocent,
  'services/order/test/planted.test.ts': sources,
  'infra/apphost/src/planted.ts': sources,
})
let diagnostics: { category: string; location: { path: string; start: { line: number } } }[]

beforeAll(async () => {
  const options = ['lint', '--reporter=json', '--max-diagnostics=none']
  const { said } = await runTool(planted.folder, '@biomejs/biome/bin/biome', ...options)
  diagnostics = JSON.parse(said.slice(said.indexOf('{'), said.lastIndexOf('}') + 1)).diagnostics
})
afterAll(() => planted.remove())

const linesOf = (path: string) =>
  diagnostics
    .filter(({ category, location }) => category === 'lint/style/noRestrictedGlobals' && location.path === path)
    .map(({ location }) => location.start.line)
    .sort((a, b) => a - b)

describe('a call that leaves a process', () => {
  it.each(places)('when a file in %s makes it by itself, each line of it is reported', (place) => {
    expect(linesOf(`${place}/planted.ts`)).toEqual([1, 2, 3, 4, 5])
  })

  it.each([
    ...callers,
    'services/order/src/routes/innocent.ts',
    'services/order/test/planted.test.ts',
    'infra/apphost/src/planted.ts',
  ])('when %s may make it, or makes none, it is not reported', (path) => {
    expect(linesOf(path)).toEqual([])
  })

  it.each(callers)('when %s makes one, it says what becomes of a redirect, and does not follow it', (path) => {
    const source = readFileSync(`${root}/${path}`, 'utf8')
    const calls = source.match(/\bfetch\([^)]*\)/g) ?? []
    expect(calls.length).toBeGreaterThan(0)
    for (const call of calls) expect(call).toMatch(/redirect: '(manual|error)'/)
  })
})

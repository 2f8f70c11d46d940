import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deadReferences } from '../check-doc-paths.ts'

let root: string

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'waybill-docs-'))
  put('package.json', '{ "scripts": { "verify": "" } }')
  put('services/order/src/routes/search-orders.route.ts', '')
  put('docs/adr/0001-outbox.md', '')
  put('.ci/run', '')
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

function put(path: string, text: string) {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

function deadIn(markdown: string) {
  put('docs/guide.md', markdown)
  return deadReferences(root)
}

describe('the check of paths in documents', () => {
  it.each([
    ['a path from the root', '`services/order/src/main.ts`', 'services/order/src/main.ts'],
    ['a folder from the root', '`services/payment`', 'services/payment'],
    ['the end of a path', '`routes/checkout-order.route.ts`', 'routes/checkout-order.route.ts'],
    ['a file name', '`checkout-order.ts`', 'checkout-order.ts'],
    ['a room', '`use-cases/`', 'use-cases/'],
    ['a pattern', '`services/*/src/main.ts`', 'services/*/src/main.ts'],
    ['a path in a command', '`node scripts/demo.ts --fast`', 'scripts/demo.ts'],
    ['a path with a placeholder behind a wrong folder', '`mocks/{name}/src`', 'mocks/'],
    ['a link', '[guide](adr/0002-gone.md)', 'adr/0002-gone.md'],
    ['a link from the root', '[guide](/adr/0001-outbox.md)', '/adr/0001-outbox.md'],
    ['a link to a part', '[guide](gone.md#part)', 'gone.md#part'],
    ['a picture', '![parts](parts.svg)', 'parts.svg'],
    ['an npm script', 'Say `npm run demo`.', 'demo'],
    ['a path in a code block', '```sh\ncat infra/topology.json\n```', 'infra/topology.json'],
  ])('when %s names nothing, it is reported', (_, markdown, reference) => {
    const line = markdown.startsWith('```') ? 2 : 1
    expect(deadIn(markdown)).toEqual([`docs/guide.md:${line} ${reference}`])
  })

  it.each([
    '`services/order/src/routes/search-orders.route.ts`',
    '`services/order`, `services/`, `.ci/run`',
    '`routes/search-orders.route.ts`, `search-orders.route.ts`, `routes/`',
    '`adr/0001-outbox.md`, [it](adr/0001-outbox.md#why), [it](/docs/adr/0001-outbox.md), [here](#part)',
    '`services/*/src/`, `*search-orders*`, `**/*.route.ts`',
    '`services/{name}/src/main.ts`, `services/<name>/migrations`',
    '`/api/v1/users/{userId}/orders`, `/openapi.json`, `application/json`, `http://127.0.0.1:3001/docs/x.json`',
    '[site](https://example.com/a.md), [mail](mailto:a@example.com)',
    '`@waybill/errors`, `@hono/zod-openapi`, `ConnectionStrings__order`, `.waybill/log/order.json`',
    '`npm run verify`, `npm start`',
    '```ts\nimport { a } from "./not-there.ts"\n```',
  ])('when it reads %s, it has nothing to report', (markdown) => {
    expect(deadIn(markdown)).toEqual([])
  })
})

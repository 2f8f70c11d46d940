import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'waybill-count-'))
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const node = (...args: string[]) => spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' })

function countOf(files: Record<string, string>) {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, `${name}.test.ts`), text)
  const vitest = join(root, 'node_modules/vitest/vitest.mjs')
  node(vitest, 'run', '--root', folder, '--reporter=json', '--outputFile=results.json')
  const { stdout, status } = node(join(root, 'scripts/count-tests.ts'), 'results.json')
  return { said: stdout.trimEnd(), status }
}

describe('the count of the tests', () => {
  it('when all pass, it counts what ran and what was left out, and leaves with 0', () => {
    const files = {
      one: "import { it } from 'vitest'\nit('a', () => {})\nit.skip('b', () => {})\nit.todo('c')",
      two: "import { it } from 'vitest'\nit('d', () => {})",
    }
    expect(countOf(files)).toEqual({ said: '2 passed, 0 failed, 2 skipped', status: 0 })
  })

  it('when a test, a hook or a whole file fails, it counts each and leaves with 1', () => {
    const files = {
      test: "import { expect, it } from 'vitest'\nit('a', () => expect(1).toBe(2))\nit('b', () => {})",
      hook: "import { afterAll, it } from 'vitest'\nit('c', () => {})\nafterAll(() => { throw new Error('hook') })",
      file: "throw new Error('not loaded')",
    }
    expect(countOf(files)).toEqual({ said: '2 passed, 3 failed, 0 skipped', status: 1 })
  })

  it('when no test ran, it leaves with 1', () => {
    expect(countOf({})).toEqual({ said: '0 passed, 0 failed, 0 skipped', status: 1 })
  })
})

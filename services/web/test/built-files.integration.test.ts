import { renameSync } from 'node:fs'
import { setImmediate as turn } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createBuiltFiles } from '../src/gateways/built-files.ts'
import { buildFrontEnd } from './support/build-front-end.ts'

let front: Awaited<ReturnType<typeof buildFrontEnd>>
beforeAll(async () => {
  front = await buildFrontEnd()
})
afterAll(() => front.remove())

describe('the files of the build', () => {
  it('when they go at any moment of being read, all of them are found as soon as they are there again', async () => {
    const { dist } = front
    for (let turns = 0; turns < 40; turns += 1) {
      const builtFiles = createBuiltFiles({ folder: dist })
      const during = builtFiles()
      for (let passed = 0; passed < turns; passed += 1) await turn()
      renameSync(`${dist}/assets`, `${dist}/gone`)
      await during
      renameSync(`${dist}/gone`, `${dist}/assets`)
      expect([...((await builtFiles())?.keys() ?? [])]).toContain('index.html')
    }
  })
})

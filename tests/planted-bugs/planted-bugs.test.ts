import { globSync, readFileSync, realpathSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { join, sep } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { plantedBugs } from './src/bugs/index.ts'
import { type CopyOfTree, copyTree, repository } from './src/copy-of-tree.ts'
import { plant } from './src/plant.ts'

let copy: CopyOfTree
beforeAll(() => {
  copy = copyTree()
})
afterAll(() => copy.remove())

describe('the planted bugs', () => {
  it('when they are counted, there are at least ten, each under a name of its own', () => {
    expect(new Set(plantedBugs.map(({ name }) => name)).size).toBe(plantedBugs.length)
    expect(plantedBugs.length).toBeGreaterThanOrEqual(10)
  })

  it.each(plantedBugs)(
    'when $name is planted, it changes its files, which are still TypeScript, and no others',
    (bug) => {
      const files = [...new Set(bug.changes.map(({ file }) => file))]
      const takeOut = plant(bug, copy.tree)
      for (const file of files) {
        const planted = readFileSync(join(copy.tree, file), 'utf8')
        expect(planted).not.toBe(readFileSync(join(repository, file), 'utf8'))
        stripTypeScriptTypes(planted)
      }
      takeOut()
      for (const file of files) {
        expect(readFileSync(join(copy.tree, file), 'utf8')).toBe(readFileSync(join(repository, file), 'utf8'))
      }
    },
  )

  it('when a text to be replaced is not there exactly once, it is refused', () => {
    const change = { file: 'services/order/src/domain/order.ts', from: 'Every allowed move of an order', to: '' }
    const bug = { ...(plantedBugs[0] as (typeof plantedBugs)[number]) }
    expect(() => plant({ ...bug, changes: [change] }, copy.tree)).not.toThrow()
    expect(() => plant({ ...bug, changes: [{ ...change, from: 'payment_pending' }] }, copy.tree)).toThrow(
      'more than once',
    )
    expect(() => plant({ ...bug, changes: [{ ...change, from: 'no such text' }] }, copy.tree)).toThrow('no longer says')
  })
})

describe('the copy in which they are planted', () => {
  it('when a package of ours is imported there, it is that of the copy', () => {
    const links = globSync('*/*/node_modules/@waybill/*', { cwd: copy.tree })
    expect(links.length).toBeGreaterThan(50)
    const outside = links.filter((link) => !realpathSync(join(copy.tree, link)).startsWith(copy.tree + sep))
    expect(outside).toEqual([])
  })
})

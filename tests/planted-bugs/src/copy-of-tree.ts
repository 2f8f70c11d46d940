import { cpSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'

export const repository = resolve(import.meta.dirname, '../../..')

/** What no run needs, or must not share. The root's modules are no part of us: a link leads to them. */
const leftBehind = ['.git', '.waybill', 'coverage', 'node_modules']

export type CopyOfTree = ReturnType<typeof copyTree>

/**
 * The checkout as it is now, in a new folder of its own. pnpm links our packages to each other by relative paths, so those of the
 * copy are those of the copy; what comes from the registry is that of the checkout.
 */
export function copyTree() {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'waybill-planted-')))
  const tree = join(folder, 'tree')
  const filter = (path: string) => !leftBehind.includes(relative(repository, path))
  cpSync(repository, tree, { recursive: true, verbatimSymlinks: true, filter })
  symlinkSync(join(repository, 'node_modules'), join(tree, 'node_modules'), 'junction')
  return {
    tree,
    /** For what runs leave behind. */
    scratch: mkdtempSync(join(folder, 'tmp-')),
    remove: (): void => rmSync(folder, { recursive: true, force: true }),
  }
}

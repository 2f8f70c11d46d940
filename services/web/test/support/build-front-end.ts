import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'

export const page = '<!doctype html><title>Waybill</title><script type="module" src="/assets/app-1a2b.js"></script>'
export const script = `console.log(${JSON.stringify('waybill '.repeat(200))})`

/** A folder as the build leaves it, and beside it and in it what must never be served. */
export async function buildFrontEnd() {
  const folder = await mkdtemp(join(tmpdir(), 'waybill-web-'))
  const dist = join(folder, 'dist')
  const files: Record<string, string | Buffer> = {
    ...{
      'secret.txt': 'SECRET',
      'src/main.ts': 'SECRET',
      'dist/.vite/manifest.json': 'SECRET',
      'dist/index.html': page,
    },
    ...{ 'dist/favicon.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>', 'dist/assets/logo-9z.png': 'png' },
    ...{ 'dist/assets/app-1a2b.js': script, 'dist/assets/app-1a2b.js.br': brotliCompressSync(script) },
    ...{ 'dist/assets/app-1a2b.js.gz': gzipSync(script) },
  }
  for (const [name, content] of Object.entries(files)) {
    await mkdir(join(folder, dirname(name)), { recursive: true })
    await writeFile(join(folder, name), content)
  }
  await symlink(join(folder, 'secret.txt'), join(dist, 'link.txt'))
  await symlink(join(folder, 'src'), join(dist, 'linked'))
  return { dist, remove: () => rm(folder, { recursive: true }) }
}

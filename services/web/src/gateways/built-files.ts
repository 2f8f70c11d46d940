import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { getMimeType } from 'hono/utils/mime'
import type { BuiltFile } from '../domain/built-file.ts'

type Built = ReadonlyMap<string, BuiltFile>

/**
 * The files that the build wrote, by their names below `folder`. They are read once and kept: an address is one of these
 * names or nothing, so there is no file system that a path could trick, and links in the folder lead nowhere. As long as
 * there is no `index.html`, or a build takes the folder's place while it is read, it looks again each time it is asked.
 */
export function createBuiltFiles({ folder }: { folder: string }) {
  let built: Promise<Built | undefined> | undefined

  async function read(): Promise<Built | undefined> {
    const files = await readAll(folder).catch(noneIfReplaced)
    return files.has('index.html') ? files : undefined
  }

  return async (): Promise<Built | undefined> => {
    built ??= read()
    const files = await built.catch(forgetAndThrow)
    if (files === undefined) built = undefined
    return files
  }

  function forgetAndThrow(error: unknown): never {
    built = undefined
    throw error
  }
}

/** The files of the build before, whose names were read, are gone. */
function noneIfReplaced(error: NodeJS.ErrnoException): Built {
  if (error.code === 'ENOENT') return new Map()
  throw error
}

async function readAll(folder: string): Promise<Built> {
  const names = await namesIn(folder)
  const plain = [...names].filter((name) => !/\.(br|gz)$/.test(name))
  const files = await Promise.all(plain.map((name) => readOne(folder, name, names)))
  return new Map(files.map((file) => [file.name, file]))
}

async function namesIn(folder: string): Promise<Set<string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const files = entries.filter((entry) => entry.isFile()) // not what is a link
  const names = files.map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, '/'))
  return new Set(names.filter((name) => !/(^|\/)\./.test(name)))
}

async function readOne(folder: string, name: string, names: Set<string>): Promise<BuiltFile> {
  const read = async (path: string) => new Uint8Array(await readFile(join(folder, path)))
  const bytes = await read(name)
  return {
    ...{ name, bytes, contentType: getMimeType(name) ?? 'application/octet-stream' },
    hash: createHash('sha256').update(bytes).digest('base64url').slice(0, 22),
    encoded: {
      ...(names.has(`${name}.br`) && { br: await read(`${name}.br`) }),
      ...(names.has(`${name}.gz`) && { gzip: await read(`${name}.gz`) }),
    },
  }
}

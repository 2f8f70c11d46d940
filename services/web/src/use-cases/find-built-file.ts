import type { BuiltFile } from '../domain/built-file.ts'
import { isPageAddress } from '../domain/page-address.ts'

type Deps = { builtFiles: () => Promise<ReadonlyMap<string, BuiltFile> | undefined> }

export type FindBuiltFile = ReturnType<typeof createFindBuiltFile>

/**
 * The file at an address; for any address that could be a page of the front end, its one page, which finds its way in the
 * browser. Undefined when there is nothing.
 */
export function createFindBuiltFile({ builtFiles }: Deps) {
  return async (path: string, asksForPage: boolean): Promise<BuiltFile | 'not-built' | undefined> => {
    const files = await builtFiles()
    const isPage = path === '/' || (asksForPage && isPageAddress(path))
    return files?.get(path.slice(1)) ?? (isPage ? (files?.get('index.html') ?? 'not-built') : undefined)
  }
}

import { sendProblem } from '@waybill/http-server'
import type { Context } from 'hono'
import { type BuiltFile, partOf } from '../domain/built-file.ts'
import { isPageAddress } from '../domain/page-address.ts'
import type { FindBuiltFile } from '../use-cases/find-built-file.ts'
import { pagePolicy } from './browser-policies.ts'

const html = 'text/html; charset=utf-8'
const missing = `<!doctype html>
<html lang="en"><title>Waybill</title>
<p>The front end has not been built yet. Once it has been (README.md of services/web says how), load this page again.</p>
`

/** Every address that no route has: a file of the build, or the page. */
export function frontEnd(findBuiltFile: FindBuiltFile) {
  return async (c: Context): Promise<Response | undefined> => {
    const found = await findBuiltFile(c.req.path, asksForPage(c))
    if (found === undefined) return undefined
    if (isRead(c)) return sendFile(c, found)
    c.header('Allow', 'GET, HEAD')
    return sendProblem(c, 405, 'method-not-allowed')
  }
}

/** For an address that is refused before it is looked at: 400, and to a browser the page, which says so in its own words. */
export function refusedPage(findBuiltFile: FindBuiltFile) {
  return async (c: Context): Promise<Response | undefined> => {
    if (!isRead(c) || !asksForPage(c) || !isPageAddress(c.req.path)) return undefined
    const page = await findBuiltFile('/', true)
    return page && sendFile(c, page, 400)
  }
}

const isRead = (c: Context) => c.req.method === 'GET' || c.req.method === 'HEAD'
const asksForPage = (c: Context) => c.req.header('accept')?.includes('text/html') ?? false

/** The file, in the encoding that the browser reads best; 304 when it has it. 503 with a word on why when there is no build. */
export function sendFile(c: Context, file: BuiltFile | 'not-built', status: 200 | 400 = 200) {
  if (file === 'not-built') return c.body(missing, 503, { 'Content-Type': html, 'Retry-After': '5' })
  const asked = { acceptEncoding: c.req.header('accept-encoding'), ifNoneMatch: c.req.header('if-none-match') }
  const { bytes, headers, isSame } = partOf(file, asked)
  if (file.contentType.startsWith('text/html')) c.header('Content-Security-Policy', pagePolicy)
  return isSame && status === 200 ? c.body(null, 304, headers) : c.body(bytes, status, headers)
}

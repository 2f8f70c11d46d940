import { AppError } from '@waybill/errors'
import type { MiddlewareHandler } from 'hono'
import { isOwnOrigin } from '../domain/own-origin.ts'

const safeMethods = ['GET', 'HEAD', 'OPTIONS']

/**
 * What changes something must come from a page of ours, or from no page: a browser carries the operator's cookie wherever its
 * page is from, and reaches servers that the page's own server cannot. Asked before anything of the request is looked at.
 */
export function ownPagesOnly(publicUrl: string | undefined) {
  const guard: MiddlewareHandler = (c, next) => {
    const [origin, fetchSite, host] = ['origin', 'sec-fetch-site', 'host'].map((name) => c.req.header(name))
    if (safeMethods.includes(c.req.method) || isOwnOrigin({ origin, fetchSite, host }, publicUrl)) return next()
    throw new AppError('forbidden', 'foreign-origin', 'This is for pages of this server.')
  }
  return ['/api/*', '/ops/*'].map((path) => ({ path, guard }))
}

import { readFileSync } from 'node:fs'
import { createRouter } from '@waybill/http-server'

const types = {
  'style.css': 'text/css',
  'mail.css': 'text/css',
  'new-mail.js': 'text/javascript',
  'icon.svg': 'image/svg+xml',
}

/** The page's own files, read once. */
export function assetsRoute() {
  const router = createRouter()
  for (const [name, type] of Object.entries(types)) {
    const file = readFileSync(new URL(`assets/${name}`, import.meta.url), 'utf8')
    const headers = {
      'content-type': `${type}; charset=utf-8`,
      'cache-control': 'no-cache',
    }
    router.get(`/assets/${name}`, (c) => c.body(file, 200, headers))
  }
  return router
}

import { readFile } from 'node:fs/promises'
import { Hono } from 'hono'
import { html } from 'hono/html'

const reference = new URL('browser/standalone.js', import.meta.resolve('@scalar/api-reference'))

// The page asks no other host for anything: own script, no web fonts, no telemetry. Scalar writes style elements.
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const start = `Scalar.createApiReference('#app', {
  url: '/openapi.json',
  withDefaultFonts: false,
  telemetry: false,
  mcp: { disabled: true },
  agent: { disabled: true },
  servers: [{ url: location.origin }],
  showDeveloperTools: 'never',
  hideClientButton: true,
})
`

/** `/docs`: the page of the API, whole without a network. Scalar is served from the installed package. */
export function docsRoutes({ title }: { title: string }) {
  const script = { 'Content-Type': 'text/javascript; charset=utf-8', 'Cache-Control': 'max-age=3600' }
  const router = new Hono()
  let scalar: Promise<Buffer<ArrayBuffer>> | undefined
  // One for all who ask: it is 4 MB, and anybody may ask often.
  const readScalar = () => {
    scalar ??= readFile(reference)
    return scalar
  }
  router.get('/docs', (c) => {
    c.header('Content-Security-Policy', policy)
    return c.html(page(title))
  })
  router.get('/docs/start.js', (c) => c.body(start, 200, script))
  router.get('/docs/scalar.js', async (c) => c.body(await readScalar(), 200, script))
  return router
}

function page(title: string) {
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title}</title>
  </head>
  <body>
    <div id="app"></div>
    <script src="/docs/scalar.js"></script>
    <script src="/docs/start.js"></script>
  </body>
</html>
`
}

const common = { 'referrer-policy': 'no-referrer' }

/** Our own pages: nothing inline, nothing from elsewhere. */
export const pageHeaders = {
  ...common,
  'content-security-policy': [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "frame-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
}

/**
 * A stranger's HTML: its own styles and inlined pictures, no script, no form, nothing fetched from anywhere, an origin
 * of its own. Set here too, and not on the frame alone, so that the address opened by itself is as harmless.
 */
export const bodyHeaders = {
  ...common,
  'x-dns-prefetch-control': 'off',
  'content-security-policy': [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    'img-src data:',
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'self'",
    'sandbox allow-popups allow-popups-to-escape-sandbox',
  ].join('; '),
}

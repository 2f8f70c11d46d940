import type { Paint } from './paint.ts'

/** Where a person begins: the shop, and the console's address with its key. Nothing where there is no web. */
export function renderPages(deps: { webUrl: string | undefined; opsKey: string | undefined; paint: Paint }): string[] {
  const { webUrl, opsKey = '', paint } = deps
  if (!webUrl) return []
  return [
    '',
    ` The shop:     ${paint(webUrl, 'bold')}`,
    ` The console:  ${paint(`${webUrl}/ops/login?key=${encodeURIComponent(opsKey)}`, 'bold')}`,
  ]
}

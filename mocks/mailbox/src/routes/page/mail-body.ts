const newTab = '<base target="_blank">'

/** The HTML part with its links set to open beside the page, not inside the frame. */
export function withLinksInNewTab(html: string): string {
  const head = /<head\b[^>]*>/iu.exec(html)
  if (!head) return newTab + html
  const end = head.index + head[0].length
  return html.slice(0, end) + newTab + html.slice(end)
}

const snippetLength = 250
const readableHtmlLength = 50_000

/** The beginning of what a reader would see, on one line; from the HTML part when there is no text. */
export function snippetOf(bodies: { text: string; html: string }): string {
  const line = readableText(bodies).replace(/\s+/gu, ' ').trim()
  // Cut by characters: half of an emoji is no text.
  return [...line.slice(0, 2 * snippetLength)].slice(0, snippetLength).join('')
}

/** The words of a mail, for search and snippet. Only ever shown as text, so a tag that it misses does no harm. */
export function readableText({ text, html }: { text: string; html: string }): string {
  if (text.trim()) return text
  return html
    .slice(0, readableHtmlLength)
    .replace(/<!--[\s\S]*?-->|<(style|script|title)\b[\s\S]*?<\/\1>/giu, ' ')
    .replace(/<[^<>]*>/gu, ' ')
    .replace(/&(nbsp|amp|lt|gt|quot|#39);/gu, (entity) => entities[entity] ?? entity)
}

const entities: Record<string, string> = {
  '&nbsp;': ' ',
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
}

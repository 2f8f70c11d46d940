/** Text of others as one line of at most `maxLength` characters: no control characters, no half of a surrogate pair. */
export function oneLine(text: string, maxLength: number): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .slice(0, maxLength)
    .replace(/\p{Cs}/gu, '')
    .trim()
}

/** Text as search compares it: without case, accents and other marks, so that `jose` finds `José`. */
export function foldText(text: string): string {
  return text.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '')
}

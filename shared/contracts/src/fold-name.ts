const combiningMarks = /[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]/g

/** Letters that Unicode does not decompose, and what a person types for them. A sigma changes its form at the end of a word. */
const letters: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ŧ: 't',
  ı: 'i',
  ς: 'σ',
}
const undecomposed = new RegExp(`[${Object.keys(letters).join('')}]`, 'g')

/**
 * A name as it is searched: without case, accents and compatibility forms, so that `JOSE` finds `José`. The same
 * function folds what is stored and what is looked for; folding twice changes nothing.
 */
export function foldName(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replace(combiningMarks, '')
    .replace(undecomposed, (letter) => letters[letter] ?? letter)
    .normalize('NFC')
}

import { foldName } from '@waybill/contracts'

export type Part = { text: string; matches: boolean }

/** The text in parts, those marked that match the term as the search understands it: whole letters, whatever their case and accents. */
export function highlight(text: string, term: string): Part[] {
  const wanted = foldName(term.trim())
  if (wanted === '') return [{ text, matches: false }]
  const letters = [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment)
  const marked = markMatches(letters, wanted)
  return joinParts(letters.map((letter, index) => ({ text: letter, matches: marked.has(index) })))
}

/** The letters that take part in a match. A letter may be longer when folded: ß is ss. */
function markMatches(letters: readonly string[], wanted: string): Set<number> {
  const folded = letters.map(foldName)
  const owners = folded.flatMap((letter, index) => Array<number>(letter.length).fill(index))
  const whole = folded.join('')
  const marked = new Set<number>()
  for (let at = whole.indexOf(wanted); at !== -1; at = whole.indexOf(wanted, at + wanted.length)) {
    for (const owner of owners.slice(at, at + wanted.length)) marked.add(owner)
  }
  return marked
}

function joinParts(parts: readonly Part[]): Part[] {
  const joined: Part[] = []
  for (const part of parts) {
    const last = joined.at(-1)
    if (last?.matches === part.matches) last.text += part.text
    else joined.push({ ...part })
  }
  return joined
}

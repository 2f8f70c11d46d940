// Embeddings, overrides and isolates (UAX 9, section 2): left open in a name, they turn round the text after it.
const directionControls = /[\u202a-\u202e\u2066-\u2069]/g

// Hebrew to Arabic Extended-A, their presentation forms, and the right-to-left blocks beyond the first plane.
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u

/** A name as a person gave it, without what could turn round the text after it. */
export const readableName = (name: string): string => name.replace(directionControls, '')

/** The name for plain text: one in a right-to-left script stands between isolates, so that the line around it keeps its order. */
export function nameInText(name: string): string {
  const readable = readableName(name)
  return rightToLeft.test(readable) ? `\u2068${readable}\u2069` : readable
}

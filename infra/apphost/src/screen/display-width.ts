const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
/** Emoji, and the East Asian scripts whose characters take two columns. */
const wide =
  /\p{Emoji_Presentation}|\uFE0F|[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]/u
const withoutWidth = /^[\p{M}\p{Cf}]+$/u

/** How many columns of a terminal the text takes. */
export function displayWidth(text: string): number {
  let columns = 0
  for (const { segment } of graphemes.segment(text))
    columns += withoutWidth.test(segment) ? 0 : wide.test(segment) ? 2 : 1
  return columns
}

/** Fills with blanks up to the width: after the text, or before it (`right`). */
export function padTo(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const blanks = ' '.repeat(Math.max(0, width - displayWidth(text)))
  return align === 'left' ? text + blanks : blanks + text
}

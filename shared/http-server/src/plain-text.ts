const controlCharacter = /\p{Cc}/u

/** Text that may be stored, logged and sent on: PostgreSQL refuses NUL, CR and LF split headers, UTF-8 has no lone surrogates. */
export function isPlainText(text: string): boolean {
  return text.isWellFormed() && !controlCharacter.test(text)
}

const maxNames = 256

/**
 * Names for statements, so that `pg` prepares each one once per connection: the same text has the same name. Statements
 * that are built in ever new shapes would fill the server's memory, so after 256 names further ones stay without.
 */
export function createStatementNames() {
  const names = new Map<string, string>()
  let made = 0

  function nameOf(text: string): string | undefined {
    const known = names.get(text)
    if (known !== undefined || names.size >= maxNames) return known
    return rename(text)
  }

  /** The next use prepares it anew, on every connection. */
  function rename(text: string): string {
    made += 1
    names.set(text, `s${made}`)
    return `s${made}`
  }

  return { nameOf, rename }
}

export type StatementNames = ReturnType<typeof createStatementNames>

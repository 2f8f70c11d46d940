/** What hides a semicolon: comments, quoted text and names, dollar quotes (with their tag). In the order of the alternatives. */
const token =
  /--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|'(?:[^']|'')*(?:'|$)|"(?:[^"]|"")*(?:"|$)|\$(\w*)\$[\s\S]*?(?:\$\1\$|$)|;/g

/**
 * The statements that a semicolon has finished, without it, and what came after the last one. An open quote or comment
 * keeps all that follows in the rest.
 */
export function splitStatements(text: string): { statements: string[]; rest: string } {
  const statements: string[] = []
  let from = 0
  for (const match of text.matchAll(token)) {
    if (match[0] !== ';') continue
    statements.push(text.slice(from, match.index).trim())
    from = match.index + 1
  }
  return { statements: statements.filter(hasContent), rest: text.slice(from) }
}

/** False for blanks and comments alone, which the server would answer with nothing. */
export function hasContent(statement: string): boolean {
  return statement.replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, '').trim() !== ''
}

import { help, readMetaCommand } from './meta-commands.ts'
import { renderResult, type SqlResult } from './render-result.ts'
import { hasContent, splitStatements } from './split-statements.ts'

/** Answers the rows as the server writes them, so that what is shown is what is stored. */
export type RunQuery = (text: string, values?: string[]) => Promise<SqlResult>

/** Takes lines, runs each finished statement or backslash command, and writes what came of it. An error is shown and goes on. */
export function createSqlSession(deps: { query: RunQuery; write: (line: string) => void }) {
  const { query, write } = deps
  let pending = ''
  let expanded = false
  let failures = 0

  async function show(text: string, values?: string[]): Promise<void> {
    try {
      for (const line of renderResult(await query(text, values), expanded)) write(line)
    } catch (error) {
      failures += 1
      write(describeError(error as Error & { position?: string; hint?: string }))
    }
  }

  async function runMeta(line: string): Promise<'more' | 'quit'> {
    const command = readMetaCommand(line)
    if (command.kind === 'quit') return 'quit'
    if (command.kind === 'help') help.forEach((text) => void write(text))
    if (command.kind === 'unknown') write(`There is no command ${line.trim()}; \\? lists them.`)
    if (command.kind === 'expand') expanded = !expanded
    if (command.kind === 'queries') for (const { text, values } of command.queries) await show(text, values)
    return 'more'
  }

  return {
    /** True in the middle of a statement. */
    isPending: (): boolean => hasContent(pending),
    /** How many statements failed. */
    failures: (): number => failures,

    takeLine: async (line: string): Promise<'more' | 'quit'> => {
      if (!hasContent(pending) && line.trimStart().startsWith('\\')) return runMeta(line)
      const { statements, rest } = splitStatements(`${pending}${line}\n`)
      pending = rest
      for (const statement of statements) await show(statement)
      return 'more'
    },

    /** Runs what has no semicolon yet, as at the end of a file. */
    finish: async (): Promise<void> => {
      const last = pending
      pending = ''
      if (hasContent(last)) await show(last.trim())
    },

    forget: (): void => {
      pending = ''
    },
  }
}

function describeError({ message, position, hint }: Error & { position?: string; hint?: string }): string {
  const where = position ? ` (at character ${position})` : ''
  return `ERROR: ${message}${where}${hint ? `\nHINT: ${hint}` : ''}`
}

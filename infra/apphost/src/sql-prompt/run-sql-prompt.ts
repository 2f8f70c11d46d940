import { createInterface } from 'node:readline/promises'
import { readArguments } from './read-arguments.ts'
import { connectReader } from './reader-connection.ts'
import { createSqlSession, type RunQuery } from './sql-session.ts'

export type PromptOptions = {
  args: readonly string[]
  /** The address of a database, for the role that may only read. */
  addressOf: (database: string) => string
  /** A person's terminal (`isTTY`), or a file or a pipe of statements. */
  input: NodeJS.ReadableStream & { isTTY?: boolean }
  output: NodeJS.WritableStream
}

const databaseNames = "select datname from pg_database where not datistemplate and datname <> 'postgres' order by 1"

/** The prompt from its first line to its last; answers the exit code. Rejects when the server cannot be reached. */
export async function runSqlPrompt({ args, addressOf, input, output }: PromptOptions): Promise<number> {
  const { database, command } = readArguments(args)
  const write = (line: string) => void output.write(`${line}\n`)
  const known = await withReader(addressOf('postgres'), async (query) =>
    (await query(databaseNames)).rows.map(([name]) => String(name)),
  )
  if (database === undefined || !known.includes(database)) {
    write(
      `${database === undefined ? 'Which database?' : `There is no database "${database}".`} There are: ${known.join(', ')}`,
    )
    write('npm run db -- <name> opens a prompt; npm run db -- <name> -c "select …" answers one statement.')
    return 1
  }
  return withReader(addressOf(database), async (query) => {
    const session = createSqlSession({ query, write })
    if (command !== undefined) await takeAll(session, command.split('\n'))
    else if (input.isTTY) await converse(session, { database, input, output, write })
    else await takeAll(session, createInterface({ input }))
    return session.failures() > 0 && !(input.isTTY && command === undefined) ? 1 : 0
  })
}

async function withReader<T>(address: string, work: (query: RunQuery) => Promise<T>): Promise<T> {
  let lost: (error: Error) => void = () => {}
  const whenLost = new Promise<never>((_, reject) => {
    lost = reject
  })
  const reader = await connectReader(address, (error) => lost(error))
  try {
    return await Promise.race([work(reader.query), whenLost])
  } finally {
    await reader.close().catch(() => {})
  }
}

type Session = ReturnType<typeof createSqlSession>

async function takeAll(session: Session, lines: Iterable<string> | AsyncIterable<string>): Promise<void> {
  for await (const line of lines) if ((await session.takeLine(line)) === 'quit') return
  await session.finish()
}

type Screen = Pick<PromptOptions, 'input' | 'output'> & { database: string; write: (line: string) => void }

/** Ctrl-C forgets a half statement, and ends an empty prompt; so does Ctrl-D. */
async function converse(session: Session, { database, input, output, write }: Screen): Promise<void> {
  write(`Read-only SQL on the database "${database}". \\dt lists the tables, \\? helps, \\q ends.`)
  const terminal = createInterface({ input, output, prompt: `${database}=> ` })
  terminal.on('SIGINT', () => {
    if (!session.isPending() && terminal.line === '') return terminal.close()
    session.forget()
    write('')
    showPrompt()
  })
  const showPrompt = () => {
    terminal.setPrompt(session.isPending() ? `${database}-> ` : `${database}=> `)
    terminal.prompt()
  }
  showPrompt()
  for await (const line of terminal) {
    if ((await session.takeLine(line)) === 'quit') break
    showPrompt()
  }
  terminal.close()
}

import pg from 'pg'
import type { Guard } from './call.ts'

type Statement = { text: string; values?: unknown[] }
type Query = (this: pg.Client, statement: Statement) => Promise<pg.QueryResult>
type Connected = pg.Client & { connection: { stream: { destroy: () => void } } }

/** What each connection has done in its transaction so far. */
const underWay = new WeakMap<pg.Client, string[]>()

/**
 * Every statement that is awaited. The words of one that is its own transaction are its text with its values; COMMIT has those of
 * all that it commits, and what it will commit is marked as being in a transaction.
 */
export function guardPostgres(guard: Guard): void {
  const original = pg.Client.prototype.query as unknown as Query
  const guarded: Query = function query(...asked) {
    const [statement] = asked
    if (asked.length > 1 || typeof statement?.text !== 'string') return original.apply(this, asked) // with a callback
    return guard({
      door: 'postgres',
      words: wordsOf(this, statement),
      run: () => original.call(this, statement),
      isFull: ({ rowCount }) => (rowCount ?? 0) > 0,
      cut: () => (this as Connected).connection.stream.destroy(),
    })
  }
  Object.assign(pg.Client.prototype, { query: guarded })
}

function wordsOf(client: pg.Client, { text, values = [] }: Statement): string {
  const words = `${text.trim().replaceAll(/\s+/g, ' ')} -- ${JSON.stringify(values)}`
  const before = underWay.get(client)
  if (/^(begin|start transaction)\b/.test(words)) underWay.set(client, [])
  else if (/^(commit|rollback)\b/.test(words)) underWay.delete(client)
  else before?.push(words)
  if (!before) return words
  return words.startsWith('commit') ? `commit of ${before.join('; ')}` : `in a transaction: ${words}`
}

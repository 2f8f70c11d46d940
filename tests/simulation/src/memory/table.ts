/** What a transaction must take back when it fails. */
export type UndoLog = { undo: (() => void)[] | undefined }

/**
 * Rows by their key, in the order in which they came. A row is never changed, only put again, so that what was handed out stays
 * as it was and every put can be undone.
 */
export function createTable<Row>(keyOf: (row: Row) => string, log: UndoLog) {
  const rows = new Map<string, Row>()
  const reindexers: ((key: string, before: Row | undefined, after: Row | undefined) => void)[] = []

  function write(key: string, after: Row | undefined): void {
    const before = rows.get(key)
    if (after) rows.set(key, after)
    else rows.delete(key)
    for (const reindex of reindexers) reindex(key, before, after)
    log.undo?.push(() => write(key, before))
  }

  return {
    get: (key: string) => rows.get(key),
    all: () => rows.values(),
    put: (row: Row) => write(keyOf(row), row),
    remove: (row: Row) => write(keyOf(row), undefined),

    /** The rows of a group; a row for which `groupOf` answers nothing is in none, as with a partial index. */
    index(groupOf: (row: Row) => string | undefined): (group: string) => Row[] {
      const groups = new Map<string, Map<string, Row>>()
      reindexers.push((key, before, after) => {
        const [from, to] = [before && groupOf(before), after && groupOf(after)]
        if (from !== undefined && from !== to) {
          groups.get(from)?.delete(key)
          if (groups.get(from)?.size === 0) groups.delete(from)
        }
        if (to === undefined || !after) return
        const group = groups.get(to) ?? new Map<string, Row>()
        groups.set(to, group.set(key, after))
      })
      return (group) => [...(groups.get(group)?.values() ?? [])]
    },

    /** The rows that are open, as a partial index holds them. */
    open(isOpen: (row: Row) => boolean): () => Iterable<Row> {
      const found = new Map<string, Row>()
      reindexers.push((key, _before, after) => {
        if (after && isOpen(after)) found.set(key, after)
        else found.delete(key)
      })
      return () => found.values()
    },
  }
}

/** Runs the work; when it fails, nothing of what it put stays. Nothing else may run meanwhile: the work waits for no clock. */
export async function allOrNothing<T>(log: UndoLog, work: () => Promise<T>): Promise<T> {
  const undo: (() => void)[] = []
  log.undo = undo
  try {
    return await work()
  } catch (error) {
    log.undo = undefined
    for (const takeBack of undo.reverse()) takeBack()
    throw error
  } finally {
    log.undo = undefined
  }
}

/** The rows that are due, those that have been so longest first, at most `limit`. */
export function due<Row>(
  rows: Iterable<Row>,
  dueMsOf: (row: Row) => number | null,
  nowMs: number,
  limit: number,
): Row[] {
  const found: { row: Row; dueMs: number }[] = []
  for (const row of rows) {
    const dueMs = dueMsOf(row)
    if (dueMs !== null && dueMs <= nowMs) found.push({ row, dueMs })
  }
  return found
    .sort((a, b) => a.dueMs - b.dueMs)
    .slice(0, limit)
    .map(({ row }) => row)
}

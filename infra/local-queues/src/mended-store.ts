import { DatabaseSync } from 'node:sqlite'

// fauxqs 2.4.1 gives a message back (visibility 0) by writing NULL into a column that refuses it: with a data folder the call
// fails, and the message is seen again only after a restart. The receive count is to stay as it is.
const forgetsCount = 'approximate_receive_count = ?, approximate_first_receive_timestamp = ?'
const keepsCount =
  'approximate_receive_count = coalesce(?, approximate_receive_count), ' +
  'approximate_first_receive_timestamp = coalesce(?, approximate_first_receive_timestamp)'

// One fsync per message and step makes it three times slower, and only a power cut would need them.
const syncEveryCommit = 'PRAGMA journal_mode = WAL'
const syncCheckpoints = `${syncEveryCommit}; PRAGMA synchronous = NORMAL`

/** Runs `start`; the SQLite store that fauxqs opens in it, before it first awaits, takes messages back and is quick. */
export function withMendedStore<T>(start: () => T): T {
  const { exec, prepare } = DatabaseSync.prototype
  DatabaseSync.prototype.exec = function (sql) {
    exec.call(this, sql === syncEveryCommit ? syncCheckpoints : sql)
  }
  DatabaseSync.prototype.prepare = function (sql, ...rest) {
    return prepare.call(this, sql.replace(forgetsCount, keepsCount), ...rest)
  }
  try {
    return start()
  } finally {
    Object.assign(DatabaseSync.prototype, { exec, prepare })
  }
}

import type { SMTPServer } from 'smtp-server'

/**
 * Without the 100 ms for which smtp-server holds its greeting back to find clients that talk too early. They are a sign of
 * spam; here they would only make each mail of a test wait.
 */
export function greetAtOnce(server: SMTPServer): void {
  const greeted = new WeakSet<object>()

  function greetNewest() {
    const connection = [...server.connections].at(-1)
    if (!connection || greeted.has(connection)) return
    greeted.add(connection)
    connection.connectionReady()
    connection.connectionReady = () => {} // the held-back greeting, when its time comes
  }

  // The server makes its connection in an immediate of its own, queued before this one.
  server.server.on('connection', () => setImmediate(greetNewest))
}

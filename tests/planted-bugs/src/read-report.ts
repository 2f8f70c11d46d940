/** The ids of the invariants that a run violated; `quiet`: it did not come to rest, or too late. None: all holds. */
export type Violated = readonly string[]

/** What the report of `npm run chaos` says. Throws, with its end, when it came to no verdict. */
export function readReport(said: string): Violated {
  const lines = said.split('\n')
  if (!lines.some((line) => /^(All (invariants hold,|holds\.)|NOT all holds\.)/.test(line))) {
    throw new Error(`the run came to no verdict:\n${lines.slice(-20).join('\n')}`)
  }
  return lines.flatMap((line) => /^✗ ([A-Z]\d+) /.exec(line)?.[1] ?? (/^✗ (never )?quiet/.test(line) ? 'quiet' : []))
}

/** What of a browser's request goes on. Nothing that says who asks: `cookie`, `authorization`, `x-operator`, `x-forwarded-*`. */
const requestHeaders = ['accept', 'idempotency-key', 'if-none-match', 'last-event-id']

/** What of an answer comes back. Nothing that would act on the browser: `set-cookie`, `location`, `refresh`. */
const answerHeaders = ['allow', 'cache-control', 'content-type', 'etag', 'idempotency-replayed', 'retry-after']

type Read = (name: string) => string | null | undefined

/** The headers of a request that a neighbour gets to see. */
export const passedOn = (read: Read) => pick(requestHeaders, read)

/** The headers of a neighbour's answer that a browser gets to see. */
export const passedBack = (read: Read) => pick(answerHeaders, read)

function pick(names: readonly string[], read: Read): Record<string, string> {
  const given = names.map((name) => [name, read(name)] as const)
  return Object.fromEntries(given.filter((header): header is [string, string] => typeof header[1] === 'string'))
}

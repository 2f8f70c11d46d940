/** What the set-up of the integration tests (tests/setup) hands to every test file, by `inject(name)`. */
declare module 'vitest' {
  interface ProvidedContext {
    /** A PostgreSQL server, as `postgres://user:password@host:port`, without a database. */
    postgresUrl: string
    /** The SNS and SQS emulator: what the SDK takes as `endpoint`. */
    queuesUrl: string
    /** Where `openNeighbour` asks for WireMock; absent where there is neither Java nor WIREMOCK_URL. */
    wiremockUrl?: string
  }
}

export {}

/** Something that holds whenever all is quiet: a query that answers no row when it does, and else rows that name the culprit. */
export type Invariant = { id: string; meaning: string; sql: string }

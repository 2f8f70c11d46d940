type Deps = {
  deletePublished: (which: { olderThanHours: number; limit: number }) => Promise<number>
  deleteExpiredKeys: (limit: number) => Promise<number>
}

const atOnce = 1_000

/** Deletes published events after 24 h and expired answers, 1,000 at a time. Returns how many, 0 when nothing is left. */
export function createCleanUp({ deletePublished, deleteExpiredKeys }: Deps) {
  return async (): Promise<number> =>
    (await deletePublished({ olderThanHours: 24, limit: atOnce })) + (await deleteExpiredKeys(atOnce))
}

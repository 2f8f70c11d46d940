const atOnce = 1_000

/** Deletes answers of idempotency keys that are older than 72 h, 1,000 at a time. Returns how many. */
export function createCleanUp({ deleteExpiredKeys }: { deleteExpiredKeys: (limit: number) => Promise<number> }) {
  return (): Promise<number> => deleteExpiredKeys(atOnce)
}

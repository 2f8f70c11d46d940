type Part = { start?: () => unknown; stop: () => unknown }

/**
 * One part made of many. `start` starts them in the given order, `stop` stops them in the reverse one, so that a part always
 * stands on those before it; parts in a list of their own go together. A part that fails to stop does not keep the others
 * from it: all are stopped, then one AggregateError is thrown.
 */
export function joinParts(steps: readonly (Part | readonly Part[])[]) {
  const groups = steps.map((step) => [step].flat())

  return {
    async start(): Promise<void> {
      for (const group of groups) await Promise.all(group.map((part) => part.start?.()))
    },

    async stop(): Promise<void> {
      const errors: unknown[] = []
      for (const group of groups.toReversed()) {
        const ends = await Promise.allSettled(group.map(async (part) => part.stop()))
        errors.push(...ends.filter((end) => end.status === 'rejected').map((end) => end.reason))
      }
      if (errors.length > 0) throw new AggregateError(errors, `${errors.length} part(s) could not be stopped`)
    },
  }
}

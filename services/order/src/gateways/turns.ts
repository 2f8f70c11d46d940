/** One piece of work at a time for each name, in the order in which they came; one that fails holds up no other. */
export function createTurns<Name>() {
  const last = new Map<Name, Promise<unknown>>()
  return <T>(name: Name, work: () => Promise<T>): Promise<T> => {
    const turn = (last.get(name) ?? Promise.resolve()).then(work)
    last.set(
      name,
      turn.catch(() => {}),
    )
    return turn
  }
}

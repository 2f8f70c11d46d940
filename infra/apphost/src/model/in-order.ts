/**
 * Visits every name after those that `before` lists for it, and what does not depend on each other at the same time.
 * Rejects with the first failure; what waits for the failed one is never visited. A circle is refused before anything is visited.
 */
export async function inOrder(
  names: readonly string[],
  before: (name: string) => readonly string[],
  visit: (name: string) => Promise<void>,
): Promise<void> {
  refuseCircle(names, before)
  const visits = new Map<string, Promise<void>>()
  const visitOnce = (name: string): Promise<void> => {
    const known = visits.get(name)
    if (known) return known
    const visited = Promise.all(before(name).map(visitOnce)).then(() => visit(name))
    visits.set(name, visited)
    return visited
  }
  await Promise.all(names.map(visitOnce))
}

/** Throws an error that names the circle, if there is one. */
export function refuseCircle(names: readonly string[], before: (name: string) => readonly string[]): void {
  const clear = new Set<string>()
  const walk = (name: string, path: readonly string[]): void => {
    if (path.includes(name))
      throw new Error(`A circle of waiting: ${[...path.slice(path.indexOf(name)), name].join(' → ')}`)
    if (clear.has(name)) return
    for (const earlier of before(name)) walk(earlier, [...path, name])
    clear.add(name)
  }
  for (const name of names) walk(name, [])
}

/** The same graph with its arrows turned round: who must be visited before `name` when going backwards. */
export function reversed(names: readonly string[], before: (name: string) => readonly string[]) {
  return (name: string): string[] => names.filter((other) => before(other).includes(name))
}

/** The names and all that they wait for, directly or not, in the order of `names`. */
export function withWhatTheyWaitFor(
  names: readonly string[],
  wanted: readonly string[],
  before: (name: string) => readonly string[],
): string[] {
  const kept = new Set<string>()
  const keep = (name: string): void => {
    if (kept.has(name)) return
    kept.add(name)
    for (const earlier of before(name)) keep(earlier)
  }
  for (const name of wanted) keep(name)
  return names.filter((name) => kept.has(name))
}

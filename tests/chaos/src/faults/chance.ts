/** One of them; the same chance, the same one. */
export function pick<T>(random: () => number, from: readonly T[]): T {
  return from[Math.floor(random() * from.length)] as T
}

export function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, place: random() }))
    .sort((one, other) => one.place - other.place)
    .map(({ item }) => item)
}

export const pairsOf = <A, B>(some: readonly A[], others: readonly B[]): (readonly [A, B])[] =>
  some.flatMap((one) => others.map((other) => [one, other] as const))

/** Draws each of them once, in an order of chance, before any a second time: chance alone would leave some out of a run. */
export function createDeck<T>(random: () => number, items: readonly T[]) {
  let left: T[] = []
  return {
    /** The next one that is fit, undefined where none is. Those that are not fit now keep their turn. */
    draw(isFit: (item: T) => boolean = () => true): T | undefined {
      if (!left.some(isFit)) left = [...left, ...shuffled(items, random)]
      const at = left.findIndex(isFit)
      if (at < 0) left = left.slice(0, items.length)
      return at < 0 ? undefined : left.splice(at, 1)[0]
    },
  }
}

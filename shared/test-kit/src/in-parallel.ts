/** Does it with all, at most `atOnce` at a time. */
export async function inParallel<T>(items: readonly T[], atOnce: number, act: (item: T) => Promise<void>) {
  const left = items.values()
  const work = async () => {
    for (const item of left) await act(item)
  }
  await Promise.all(Array.from({ length: atOnce }, work))
}

/** What the line shows, for whoever cannot see it. */
export function sentenceOf(what: string, values: readonly number[]): string {
  if (values.length === 0) return `${what}: not known yet`
  return `${what}: now ${values.at(-1)}, between ${Math.min(...values)} and ${Math.max(...values)} in the last ${values.length} looks`
}

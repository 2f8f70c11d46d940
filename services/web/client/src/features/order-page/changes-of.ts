import type { Step } from './step.ts'

/** What a screen reader says of the change from one look to the next; empty when nothing that is shown has changed. */
export function changesOf(before: readonly Step[], after: readonly Step[]): string {
  const known = new Map(before.map((step) => [step.key, step]))
  const changed = after.filter(({ key, state, tone }) => {
    const old = known.get(key)
    return !old || old.state !== state || old.tone !== tone
  })
  // The end of a payment says more than that it is no longer waited for.
  return changed
    .filter(({ key, state }) => !(known.has(key) && state === ''))
    .map(({ title, state }) => (state ? `${title}: ${state}` : `${title}.`))
    .join(' ')
}

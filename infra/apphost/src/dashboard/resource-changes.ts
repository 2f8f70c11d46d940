import { isDeepStrictEqual } from 'node:util'
import type { ResourceChange, ResourceMessage } from './messages.ts'

/** What has become of the resources since: those that are new or other, and those that are gone. */
export function changesBetween(before: readonly ResourceMessage[], now: readonly ResourceMessage[]): ResourceChange[] {
  const find = (among: readonly ResourceMessage[], name: string) => among.find((other) => other.name === name)
  const changed = now.filter((resource) => !isDeepStrictEqual(find(before, resource.name), resource))
  const gone = before.filter(({ name }) => !find(now, name))
  return [
    ...gone.map(({ name, resourceType }) => ({ delete: { resourceName: name, resourceType } })),
    ...changed.map((upsert) => ({ upsert })),
  ]
}

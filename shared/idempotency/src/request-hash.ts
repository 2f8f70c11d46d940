import { hash } from 'node:crypto'

/**
 * SHA-256, in hex, of the value's canonical JSON: the order of an object's fields does not count, and neither do fields that
 * are undefined. Fields are sorted by UTF-16 code units (RFC 8785, section 3.2.3).
 */
export function requestHash(value: unknown): string {
  return hash('sha256', JSON.stringify(value, (_name, part) => (isObject(part) ? sorted(part) : part)) ?? 'null')
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const sorted = (value: object) => Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))

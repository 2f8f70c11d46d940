type Search = Record<string, unknown>

/**
 * The filters in an address, as plain text: `?name=12&page=2`, not JSON. A flag is `true`; what is undefined is left out. Whoever
 * reads them checks them, for anybody can write an address.
 */
export function stringifySearch(search: Search): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(search)) {
    if (value !== undefined && value !== null && value !== '') params.set(name, String(value))
  }
  return params.size === 0 ? '' : `?${params}`
}

export const parseSearch = (text: string): Search =>
  Object.fromEntries([...new URLSearchParams(text)].map(([name, value]) => [name, value === 'true' ? true : value]))

/** A page number that an API takes, or undefined: page 1 is not written in an address either. */
export function pageOf(raw: unknown): number | undefined {
  const page = Number(raw)
  return Number.isInteger(page) && page > 1 && page <= 999_999 ? page : undefined
}

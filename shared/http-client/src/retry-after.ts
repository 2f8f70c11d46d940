/** Seconds from a `Retry-After` header, which is seconds or an HTTP date (RFC 9110, section 10.2.3); undefined when it is neither. */
export function retryAfterSeconds(header: string | null, now: Date): number | undefined {
  if (header === null) return undefined
  if (/^\d{1,9}$/.test(header)) return Number(header)
  const atMs = header.endsWith(' GMT') ? Date.parse(header) : Number.NaN
  return Number.isNaN(atMs) ? undefined : Math.max(0, Math.ceil((atMs - now.getTime()) / 1_000))
}

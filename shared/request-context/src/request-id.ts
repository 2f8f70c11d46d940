const ordinary = /^[\w.:-]{1,128}$/

/**
 * The caller's `X-Request-Id` if it is ordinary (1 to 128 letters, digits, `_ . : -`), else a new one:
 * what arrives here is written to logs and sent on to neighbours.
 */
export function acceptRequestId(header: string | undefined, newId: () => string): string {
  return header !== undefined && ordinary.test(header) ? header : newId()
}

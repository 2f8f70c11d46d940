type Sender = { origin: string | undefined; fetchSite: string | undefined; host: string | undefined }

/**
 * Whether a request that changes something came from a page of ours, or from no page at all (Fetch Metadata, OWASP CSRF
 * prevention). A cookie's SameSite does not tell the ports of a host apart; the Origin does. Without a public address our
 * origin is where the request was sent.
 */
export function isOwnOrigin({ origin, fetchSite, host }: Sender, publicUrl: string | undefined): boolean {
  if (fetchSite !== undefined && fetchSite !== 'same-origin' && fetchSite !== 'none') return false
  if (origin === undefined) return true
  const from = URL.parse(origin)
  if (from === null) return false
  return publicUrl === undefined ? from.host === host?.toLowerCase() : from.origin === new URL(publicUrl).origin
}

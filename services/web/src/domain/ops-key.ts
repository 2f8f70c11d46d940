import { createHash, hkdfSync, timingSafeEqual } from 'node:crypto'

/** Compared by digests of one length, so that the time tells nothing. */
export function isSameSecret(given: string, expected: string): boolean {
  const [a, b] = [given, expected].map((text) => createHash('sha256').update(text).digest()) as [Buffer, Buffer]
  return timingSafeEqual(a, b)
}

/** What signs the operators' cookies: made of the key (RFC 5869), so that another key ends every session. */
export function cookieSecretOf(opsKey: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(hkdfSync('sha256', opsKey, '', 'waybill/web/operator-cookie/v1', 32))
}

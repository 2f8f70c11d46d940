/** The version that a stream gave as its last event's id (WHATWG HTML, `Last-Event-ID`); undefined for anything else. */
export function versionIn(lastEventId: string | undefined): number | undefined {
  return lastEventId !== undefined && /^[1-9]\d{0,9}$/.test(lastEventId) ? Number(lastEventId) : undefined
}

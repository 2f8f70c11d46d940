const nameOf = (title: string) => `waybill:reason:${title}`

/** The reason that was typed for the action of this title and neither sent nor given up, such as when the session ended meanwhile. */
export function keptReason(title: string): string {
  try {
    return window.sessionStorage.getItem(nameOf(title)) ?? ''
  } catch {
    return '' // the browser keeps nothing
  }
}

/** Keeps it in this tab; an empty one is forgotten. */
export function keepReason(title: string, reason: string): void {
  try {
    if (reason === '') window.sessionStorage.removeItem(nameOf(title))
    else window.sessionStorage.setItem(nameOf(title), reason)
  } catch {} // a convenience, no more
}

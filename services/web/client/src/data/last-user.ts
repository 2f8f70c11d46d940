const name = 'waybill:user'

/** Who was chosen last on this browser; null where it keeps nothing. */
export function lastUser(): string | null {
  try {
    return window.localStorage.getItem(name)
  } catch {
    return null
  }
}

export function rememberUser(userId: string): void {
  try {
    window.localStorage.setItem(name, userId)
  } catch {} // a convenience, no more
}

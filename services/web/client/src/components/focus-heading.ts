/** The page's heading takes the focus: what had it is gone. */
export const focusHeading = (): void => document.querySelector('h1')?.focus({ preventScroll: true })

/** The same, if nothing has the focus. */
export function focusHeadingIfLost(): void {
  if (document.activeElement === null || document.activeElement === document.body) focusHeading()
}

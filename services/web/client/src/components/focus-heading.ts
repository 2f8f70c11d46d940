/** The page's heading takes the focus: of a page that has just come, or because what had it is gone. */
export const focusHeading = (): void => document.querySelector('h1')?.focus({ preventScroll: true })

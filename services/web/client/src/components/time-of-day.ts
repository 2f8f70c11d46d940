/** To the second, in the user's own way of writing. */
export const formatTimeOfDay = (atMs: number): string =>
  new Date(atMs).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' })

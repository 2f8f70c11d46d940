/**
 * UUIDs (version 7 by their form) that count up from 1, so that a test can name them. Give each maker of one test a
 * `series` of its own, 0 to 65535, or their ids collide.
 */
export function sequentialIds(series = 0): () => string {
  const middle = series.toString(16).padStart(4, '0')
  let count = 0
  return () => {
    count += 1
    return `00000000-${middle}-7000-8000-${count.toString(16).padStart(12, '0')}`
  }
}

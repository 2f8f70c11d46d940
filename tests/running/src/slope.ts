export type Point = { hours: number; value: number }

/** How much a value grows in an hour: the slope of the straight line with the least squares. Fewer than two moments: 0. */
export function slopePerHour(points: readonly Point[]): number {
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const meanHours = mean(points.map(({ hours }) => hours))
  const meanValue = mean(points.map(({ value }) => value))
  const spread = points.reduce((sum, { hours }) => sum + (hours - meanHours) ** 2, 0)
  if (!(spread > 0)) return 0
  return points.reduce((sum, { hours, value }) => sum + (hours - meanHours) * (value - meanValue), 0) / spread
}

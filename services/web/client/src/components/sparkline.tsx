type SparklineProps = { values: readonly number[]; sentence: string }

const width = 120
const height = 28

/** The course of a figure as a line; whoever cannot see it reads the sentence. The lowest value drawn is 0. */
export function Sparkline({ values, sentence }: SparklineProps) {
  const drawn = values.length === 1 ? [...values, ...values] : values // one value is a level line
  const top = Math.max(...drawn, 1)
  const step = width / Math.max(drawn.length - 1, 1)
  const points = drawn.map(
    (value, index) => `${round(index * step)},${round(height - 1 - (value / top) * (height - 2))}`,
  )
  return (
    <svg
      role="img"
      aria-label={sentence}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      style={{ display: 'block', width: '100%', height, color: 'var(--mantine-primary-color-filled)' }}
    >
      <polygon points={`0,${height} ${points.join(' ')} ${width},${height}`} fill="currentColor" opacity={0.12} />
      <polyline
        points={points.join(' ')}
        fill="none"
        stroke="currentColor"
        strokeWidth={1.5}
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  )
}

const round = (value: number) => Math.round(value * 10) / 10

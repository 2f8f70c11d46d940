import { FilterSelect } from './filter-select.tsx'

const words = {
  '1m': 'Older than 1 minute',
  '5m': 'Older than 5 minutes',
  '1h': 'Older than 1 hour',
  '1d': 'Older than 1 day',
}
type Age = keyof typeof words

type AgeSelectProps = { value: Age | undefined; onChange: (value: Age | undefined) => void }

/** Only what was created before some span of time. */
export function AgeSelect({ value, onChange }: AgeSelectProps) {
  return (
    <FilterSelect
      label="Age"
      all="Any age"
      options={Object.keys(words) as Age[]}
      word={(age) => words[age]}
      value={value}
      onChange={onChange}
    />
  )
}

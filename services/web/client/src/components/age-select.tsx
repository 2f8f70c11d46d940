import { type Age, ageInWords, ages } from '../format/ages.ts'
import { FilterSelect } from './filter-select.tsx'

type AgeSelectProps = { value: Age | undefined; onChange: (value: Age | undefined) => void }

/** Only what was created before some span of time. */
export function AgeSelect({ value, onChange }: AgeSelectProps) {
  return (
    <FilterSelect
      label="Age"
      all="Any age"
      options={ages}
      word={(age) => `Older than ${ageInWords(age)}`}
      value={value}
      onChange={onChange}
    />
  )
}

import { NativeSelect } from '@mantine/core'

type FilterSelectProps<V extends string> = {
  label: string
  /** What stands for no filter. */
  all: string
  options: readonly V[]
  /** How an option is called; as it is written where this is absent. */
  word?: (option: V) => string
  value: V | undefined
  onChange: (value: V | undefined) => void
}

/** One filter: a native list, which every keyboard and phone knows. */
export function FilterSelect<V extends string>({
  label,
  all,
  options,
  value,
  onChange,
  ...rest
}: FilterSelectProps<V>) {
  const { word = (option: V) => option } = rest
  return (
    <NativeSelect
      label={label}
      data={[{ value: '', label: all }, ...options.map((option) => ({ value: option, label: word(option) }))]}
      value={value ?? ''}
      onChange={(event) => onChange(options.find((option) => option === event.currentTarget.value))}
    />
  )
}

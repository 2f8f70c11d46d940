import { Button, Group } from '@mantine/core'
import type { Source } from './merge-timeline.ts'

const sources: (Source | undefined)[] = [undefined, 'order', 'payment', 'notification']

type SourceChipsProps = { value: Source | undefined; onChange: (value: Source | undefined) => void }

/** Whose records are shown: those of all services or of one. */
export function SourceChips({ value, onChange }: SourceChipsProps) {
  return (
    <Group gap={4} role="group" aria-label="Recorded by">
      {sources.map((source) => (
        <Button
          key={source ?? 'all'}
          size="compact-sm"
          radius="xl"
          variant={source === value ? 'filled' : 'default'}
          aria-pressed={source === value}
          onClick={() => onChange(source)}
        >
          {source ?? 'all'}
        </Button>
      ))}
    </Group>
  )
}

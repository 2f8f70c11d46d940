import { Group, Stack, Text } from '@mantine/core'
import { Sparkline } from '../../components/sparkline.tsx'
import { courseOf, type Sample } from '../../data/ops-samples.ts'
import { sentenceOf } from './course-sentence.ts'

type CourseProps = { samples: readonly Sample[]; name: string; what: string }

/** A small live chart of one figure since the console was opened, five minutes at most. */
export function Course({ samples, name, what }: CourseProps) {
  const values = courseOf(samples, name)
  return (
    <Stack gap={4}>
      <Group justify="space-between" gap="xs">
        <Text size="sm" c="dimmed">
          {what}
        </Text>
        <Text size="sm" fw={600}>
          {values.at(-1) ?? '–'}
        </Text>
      </Group>
      <Sparkline values={values} sentence={sentenceOf(what, values)} />
    </Stack>
  )
}

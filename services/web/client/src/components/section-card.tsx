import { Group, Paper, Stack, Title } from '@mantine/core'
import { type ReactNode, useId } from 'react'

type SectionCardProps = { title: string; aside?: ReactNode; children: ReactNode }

/** A part of a page with a heading of its own. */
export function SectionCard({ title, aside, children }: SectionCardProps) {
  const heading = useId()
  return (
    <Paper withBorder p={{ base: 'sm', sm: 'md' }} component="section" aria-labelledby={heading}>
      <Stack gap="sm">
        <Group justify="space-between" gap="xs">
          <Title order={2} size="h4" id={heading}>
            {title}
          </Title>
          {aside}
        </Group>
        {children}
      </Stack>
    </Paper>
  )
}

import { Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './empty-state.module.css'
import { headingInherits } from './heading-inherits.ts'

type EmptyStateProps = { title: string; children?: ReactNode; action?: ReactNode }

/** There is nothing to show, why, and what to do about it. */
export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <Stack ref={headingInherits} className={classes.empty} align="center" gap="xs">
      <Text fw={650}>{title}</Text>
      {children && (
        <Text size="sm" c="dimmed" ta="center" maw="28rem" component="div">
          {children}
        </Text>
      )}
      {action}
    </Stack>
  )
}

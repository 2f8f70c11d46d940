import { Button, Group, Paper, Stack, Text } from '@mantine/core'
import { describeFailure, isPassing } from '../format/failure.ts'
import classes from './error-panel.module.css'
import { headingInherits } from './heading-inherits.ts'

type ErrorPanelProps = {
  error: unknown
  onRetry?: () => void
  /** What could not be done, such as "Your orders cannot be shown". */
  title?: string
}

/** What happened, and what can be done: try again, or wait, because a query that failed for now is repeated by itself. */
export function ErrorPanel({ error, onRetry, title }: ErrorPanelProps) {
  const failure = describeFailure(error)
  return (
    <Paper ref={headingInherits} className={classes.panel} p="lg" role="alert">
      <Stack gap="xs" align="flex-start">
        <Text fw={650}>{title ?? failure.title}</Text>
        <Text size="sm">
          {failure.detail} {isPassing(error) && 'Trying again by itself.'}
        </Text>
        <Group gap="md" mt={4}>
          {onRetry && (
            <Button variant="default" size="sm" onClick={() => onRetry()}>
              Try again now
            </Button>
          )}
          {failure.requestId && (
            <Text size="xs" c="dimmed">
              Reference <span className={classes.reference}>{failure.requestId}</span>
            </Text>
          )}
        </Group>
      </Stack>
    </Paper>
  )
}

import { Box, Burger, Button, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { logOut } from '../data/ops-session.ts'
import { describeFailure } from '../format/failure.ts'
import { ColorSchemeToggle } from './color-scheme-toggle.tsx'
import classes from './console-shell.module.css'

type ConsoleHeaderProps = { operator: string; opened: boolean; onToggle: () => void }

/** Where one is, who one is, and the way out. */
export function ConsoleHeader({ operator, opened, onToggle }: ConsoleHeaderProps) {
  const navigate = useNavigate()
  const queries = useQueryClient()
  const leave = async () => {
    try {
      await logOut()
    } catch (error) {
      const { title, detail } = describeFailure(error)
      notifications.show({ title: `Still logged in: ${title.toLowerCase()}`, message: detail })
      return
    }
    await navigate({ to: '/ops/login' })
    queries.clear()
  }
  return (
    <Group h="100%" px="md" justify="space-between" wrap="nowrap" gap="xs">
      <Group gap="xs" wrap="nowrap">
        <Burger
          opened={opened}
          onClick={onToggle}
          hiddenFrom="md"
          size="sm"
          aria-label={opened ? 'Close navigation' : 'Open navigation'}
          aria-expanded={opened}
          aria-controls="console-navigation"
        />
        <Link to="/ops" className={classes.brand} activeOptions={{ exact: true }}>
          <img src="/favicon.svg" alt="" width={28} height={28} />
          <span>
            <Box component="span" visibleFrom="xs">
              Waybill{' '}
            </Box>
            Console
          </span>
        </Link>
      </Group>
      <Group gap="xs" wrap="nowrap">
        <Text size="sm" c="dimmed" visibleFrom="sm">
          Logged in as <strong>{operator}</strong>
        </Text>
        <Button variant="default" size="sm" onClick={leave}>
          Log out
        </Button>
        <ColorSchemeToggle />
      </Group>
    </Group>
  )
}

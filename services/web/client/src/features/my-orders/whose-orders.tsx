import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { settingsQuery } from '../../data/settings.ts'
import classes from './whose-orders.module.css'

/** Who one is, as long as that is chosen and not proven. */
export function WhoseOrders({ userId }: { userId: string }) {
  const users = useQuery(settingsQuery).data?.demoUsers
  const name = users?.find(({ id }) => id === userId)?.name ?? userId
  return (
    <Text c="dimmed" size="sm" className={classes.who ?? ''}>
      <bdi>{name}</bdi> <Link to="/">Change user</Link>
    </Text>
  )
}

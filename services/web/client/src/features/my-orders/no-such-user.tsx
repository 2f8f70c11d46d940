import { Stack } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { EmptyState } from '../../components/empty-state.tsx'
import { PageHeading } from '../../components/page-heading.tsx'

/** The address names somebody who cannot be. */
export const NoSuchUser = () => (
  <Stack gap="lg">
    <PageHeading title="User not found" />
    <EmptyState title="There is no such user" action={<Link to="/">Choose a user</Link>}>
      The address may be incomplete.
    </EmptyState>
  </Stack>
)

import { Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { PageHeading } from '../../components/page-heading.tsx'
import { settingsQuery } from '../../data/settings.ts'
import { useFailure } from '../../data/use-failure.ts'
import { UserCards } from './user-cards.tsx'
import { UserIdForm } from './user-id-form.tsx'

/** Who is shopping? Asked as long as there is no identity service. */
export function ChooseUserPage() {
  const settings = useQuery(settingsQuery)
  const failure = useFailure(settings)
  return (
    <Stack gap="xl">
      <Stack gap={4}>
        <PageHeading title="Choose a user">Who are you today?</PageHeading>
        <Text c="dimmed">Choose a demonstration user to see their orders and pay for them.</Text>
      </Stack>
      {failure && <ErrorPanel error={failure} onRetry={settings.refetch} />}
      {!failure && (settings.data ? <UserCards users={settings.data.demoUsers} /> : <WaitingCards />)}
      <UserIdForm />
    </Stack>
  )
}

const WaitingCards = () => (
  <Stack aria-busy="true">
    <Skeleton height={76} />
    <Skeleton height={76} />
    <Skeleton height={76} />
  </Stack>
)

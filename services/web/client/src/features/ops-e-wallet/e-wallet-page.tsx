import { SimpleGrid, Stack, Text } from '@mantine/core'
import { Card } from '../../components/card.tsx'
import { PageHeading } from '../../components/page-heading.tsx'
import { PendingScenarios } from './pending-scenarios.tsx'
import { ScenarioForm } from './scenario-form.tsx'

/** The e-wallet stand-in's desk: how the next payments behave. */
export function EWalletPage() {
  return (
    <Stack>
      <PageHeading title="E-wallet desk" />
      <Text size="sm" c="dimmed" maw="48rem">
        The e-wallet here is a stand-in. Without a scenario, an amount whose minor units end in 11 fails, one that ends
        in 99 succeeds, and any other takes its configured default.
      </Text>
      <SimpleGrid cols={{ base: 1, lg: 2 }}>
        <Card title="For the next payment">
          <ScenarioForm />
        </Card>
        <PendingScenarios />
      </SimpleGrid>
    </Stack>
  )
}

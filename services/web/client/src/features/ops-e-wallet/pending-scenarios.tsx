import type { PendingScenario } from '@waybill/contracts'
import { ActionButton } from '../../components/action-button.tsx'
import { Card } from '../../components/card.tsx'
import { type Column, DataTable } from '../../components/data-table.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { LivePart } from '../../components/live-part.tsx'
import { clearScenarios, scenariosQuery } from '../../data/ops-e-wallet.ts'
import { useLive } from '../../data/ops-live.ts'
import { matchWords } from './scenario-words.ts'

/** What is set and still waits for a payment, the next to apply first. */
export function PendingScenarios() {
  const pending = useLive(scenariosQuery)
  const some = (pending.data?.length ?? 0) > 0
  return (
    <Card title="Set and waiting" aside={some && <ActionButton action={clearing}>Clear all</ActionButton>}>
      <LivePart live={pending} source="The e-wallet" skeletonRows={2}>
        {(scenarios) =>
          scenarios.length === 0 ? (
            <EmptyState title="No scenario is set">Payments behave as they should.</EmptyState>
          ) : (
            <DataTable label="Scenarios" columns={columns} rows={scenarios} rowKey={({ id }) => id} />
          )
        }
      </LivePart>
    </Card>
  )
}

const columns: Column<PendingScenario>[] = [
  { title: 'Scenario', cell: ({ scenario }) => scenario },
  { title: 'Outcome', cell: ({ outcome }) => outcome ?? 'as the amount says' },
  { title: 'For', cell: matchWords },
  { title: 'Times left', cell: ({ times }) => times },
]

const clearing = () => ({
  title: 'Clear all scenarios?',
  explanation: 'The e-wallet behaves as it should from now on.',
  confirm: 'Clear all',
  withoutReason: true as const,
  run: async () => {
    await clearScenarios()
    return 'All scenarios are cleared.'
  },
})

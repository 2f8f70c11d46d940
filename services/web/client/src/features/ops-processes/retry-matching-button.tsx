import { ActionButton } from '../../components/action-button.tsx'
import { type ProcessFilters, retryMatching } from '../../data/ops-processes.ts'

/** Runs all failed jobs again that the filters for job and age leave, whatever the state shown. */
export function RetryMatchingButton({ filters }: { filters: ProcessFilters }) {
  const what = describe(filters)
  const action = () => ({
    title: `Retry ${what}?`,
    explanation: 'Each is queued again as its next attempt. The filters for job and age count, on all pages.',
    confirm: 'Retry all',
    run: async (reason: string) => {
      const { retried, remaining } = await retryMatching(filters, reason)
      return `${retried === 1 ? '1 job is' : `${retried} jobs are`} queued again.${remaining ? ' There are more: retry again.' : ''}`
    },
  })
  return (
    <ActionButton size="sm" action={action}>
      Retry all that match
    </ActionButton>
  )
}

const spans = { '1m': '1 minute', '5m': '5 minutes', '1h': '1 hour', '1d': '1 day' }

const describe = ({ job, olderThan }: ProcessFilters) =>
  `all failed ${job ? `${job} ` : ''}jobs${olderThan ? ` older than ${spans[olderThan]}` : ''}`

import { ActionButton } from '../../components/action-button.tsx'
import { useLive } from '../../data/ops-live.ts'
import { orderOverview } from '../../data/ops-overviews.ts'
import { type ProcessFilters, retryMatching } from '../../data/ops-processes.ts'
import { failedInWords, matchingInWords } from './failed-in-words.ts'

/** Runs all failed jobs again that the filters for job and age leave, whatever the state shown. */
export function RetryMatchingButton({ filters }: { filters: ProcessFilters }) {
  const jobs = useLive(orderOverview).data?.now.jobs
  const action = () => ({
    title: `Retry ${matchingInWords(filters)}?`,
    explanation: `${jobs ? failedInWords(jobs, filters) : ''} Each is queued again as its next attempt. The filters for job and age count, on all pages.`,
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

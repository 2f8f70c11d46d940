import { ActionButton } from './action-button.tsx'

type RetryJobButtonProps = {
  job: string
  orderName: string
  retry: (reason: string) => Promise<{ attempt: number }>
}

/** Runs one failed job again, after asking why. */
export function RetryJobButton({ job, orderName, retry }: RetryJobButtonProps) {
  const action = () => ({
    title: `Retry the ${job} job of ${orderName}?`,
    explanation: `The job is queued again as its next attempt. What its service has done already, it does not do twice.`,
    confirm: 'Retry',
    run: async (reason: string) => {
      const { attempt } = await retry(reason)
      return `The ${job} job of ${orderName} is queued again, attempt ${attempt}.`
    },
  })
  return (
    <ActionButton label={`Retry ${job} of ${orderName}`} action={action}>
      Retry
    </ActionButton>
  )
}

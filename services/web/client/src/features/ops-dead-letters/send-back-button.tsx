import type { ButtonProps } from '@mantine/core'
import type { DeadLetter, JobType } from '@waybill/contracts'
import { ActionButton } from '../../components/action-button.tsx'
import { redrive } from '../../data/ops-dead-letters.ts'
import { sendBack, sentence } from './send-back.ts'

type SendBackButtonProps = ButtonProps & {
  letters: readonly DeadLetter[]
  /** The whole of this queue, those too that came after the list was drawn. */
  all?: JobType
  label?: string
  onSent?: () => void
  children: string
}

/** Sends messages back to their queues, after asking why. */
export function SendBackButton({ letters, all, onSent, ...button }: SendBackButtonProps) {
  const action = () => ({
    title: all
      ? `Send back all of ${all}?`
      : `Send back ${letters.length === 1 ? 'this message' : `${letters.length} messages`}?`,
    explanation: 'Each goes back to the queue that it came from; a failed job becomes its next attempt.',
    confirm: 'Send back',
    run: async (reason: string) => {
      const answers = all ? [await redrive(all, undefined, reason)] : await sendBack(redrive, letters, reason)
      onSent?.()
      return sentence(answers)
    },
  })
  return <ActionButton {...button} action={action} />
}

import { ActionButton } from './action-button.tsx'

type AcknowledgeButtonProps = { paymentId: string; acknowledge: (reason: string) => Promise<unknown> }

/** Says that somebody has seen to flagged money, and how. */
export function AcknowledgeButton({ paymentId, acknowledge }: AcknowledgeButtonProps) {
  const action = () => ({
    title: 'Acknowledge this payment?',
    explanation:
      'Its money does not fit its order. Say what you did about it; the payment no longer asks for attention.',
    confirm: 'Acknowledge',
    run: async (reason: string) => {
      await acknowledge(reason)
      return 'The payment is acknowledged.'
    },
  })
  return (
    <ActionButton label={`Acknowledge payment ${paymentId}`} action={action}>
      Acknowledge
    </ActionButton>
  )
}

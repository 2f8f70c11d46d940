import { ActionButton } from './action-button.tsx'

type ResendButtonProps = {
  email: { id: string; subject: string; to: string }
  resend: (emailId: string, idempotencyKey: string, reason: string) => Promise<unknown>
}

/** Sends an e-mail once more. The key is made with the dialog: asking twice in it is one e-mail. */
export function ResendButton({ email: { id, subject, to }, resend }: ResendButtonProps) {
  const action = () => {
    const idempotencyKey = crypto.randomUUID()
    return {
      title: 'Send this e-mail again?',
      explanation: `“${subject}” goes to ${to} once more.`,
      confirm: 'Send again',
      run: async (reason: string) => {
        await resend(id, idempotencyKey, reason)
        return `The e-mail to ${to} is queued again.`
      },
    }
  }
  return (
    <ActionButton label={`Send again: ${subject}`} action={action}>
      Send again
    </ActionButton>
  )
}

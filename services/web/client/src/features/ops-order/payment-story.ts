import type { PaymentDetails } from '@waybill/contracts'
import { facts, operatorStory, type StoryEntry } from './story-words.ts'

const tones = {
  submitting: 'neutral',
  pending: 'moving',
  succeeded: 'good',
  failed: 'bad',
  expired: 'attention',
} as const

/** What payment recorded of one payment: its moves, what it told order, what operators did. */
export const paymentStory = ({
  transitions,
  confirmation,
  operatorActions,
  ...payment
}: PaymentDetails): StoryEntry[] => [
  ...transitions.map(({ at, from, to, cause, causeId }) => ({
    at,
    title: from ? `Payment: ${from} → ${to}` : `Payment ${to}`,
    details: facts(
      `Cause ${cause} ${causeId}`,
      to === 'failed' && payment.failureReason && `Why: ${payment.failureReason}`,
    ),
    tone: tones[to],
  })),
  ...(confirmation?.deliveredAt ? [told(confirmation, confirmation.deliveredAt, payment.flag)] : []),
  ...operatorActions.map((action) => operatorStory(action)),
]

function told(
  { outcome, attempts, applied }: NonNullable<PaymentDetails['confirmation']>,
  at: string,
  flag: string | null,
) {
  const details = facts(
    attempts > 1 && `After ${attempts} attempts`,
    applied === false && `The order could not take it${flag ? `: ${flag}` : ''}`,
  )
  return { at, title: `Order told: ${outcome}`, details, tone: applied === false ? 'attention' : 'neutral' } as const
}

import type { TimelineEntry } from '@waybill/contracts'
import { describe, expect, it } from 'vitest'
import { changesOf } from '../../client/src/features/order-page/changes-of.ts'
import { stepsOf } from '../../client/src/features/order-page/steps.ts'

type Of<K extends TimelineEntry['kind']> = Extract<TimelineEntry, { kind: K }>

let minute = 0
const at = () => `2026-11-21T17:${String(minute++ % 60).padStart(2, '0')}:00.000Z`
const moved = (from: Of<'transition'>['from'], to: Of<'transition'>['to']): TimelineEntry => ({
  ...{ kind: 'transition', at: at(), version: 1, from, to, cause: 'x' },
})
const paid = (fact: Of<'payment'>['fact'], failureReason: string | null = null, checkoutId = 'c1'): TimelineEntry => ({
  ...{ kind: 'payment', at: at(), checkoutId, paymentId: null, fact, failureReason },
})
const job = (name: Of<'job'>['job'], status: Of<'job'>['status'], more: Partial<Of<'job'>> = {}): TimelineEntry => ({
  ...{ kind: 'job', at: at(), processId: 'p1', job: name, attempt: 1, status, reference: null, fault: null, ...more },
})
const shown = (timeline: TimelineEntry[]) => stepsOf({ timeline }).map(({ title, tone }) => `${title}: ${tone}`)
const last = (timeline: TimelineEntry[]) => stepsOf({ timeline }).at(-1)

const asked = [moved(null, 'created'), moved('created', 'payment_pending'), paid('requested'), paid('accepted')]

describe('the steps that a shopper sees', () => {
  it('when an order is paid and everything is done, there is one for each thing that happened', () => {
    const done = (['production', 'invoice', 'notification'] as const).flatMap((name) => [
      job(name, 'queued'),
      job(name, 'running'),
      job(name, 'succeeded', { reference: `${name}-1` }),
    ])
    const timeline = [...asked, paid('succeeded'), moved('payment_pending', 'paid'), ...done]
    expect(shown(timeline)).toEqual([
      'Order placed: good',
      'Payment requested: good',
      'Payment received: good',
      'Production: good',
      'Invoice: good',
      'E-mail: good',
    ])
    expect(last(timeline)).toMatchObject({ mailSent: true })
    expect(stepsOf({ timeline }).flatMap(({ reference = [] }) => reference)).toEqual(['invoice-1'])
  })

  it('when the payment is awaited, that is the step that moves', () => {
    expect(shown(asked)).toEqual(['Order placed: good', 'Payment requested: moving'])
  })

  it.each([
    ['insufficient-funds', 'There was not enough money in the account.'],
    ['card_stolen', 'The payment was refused (card stolen).'],
    [null, 'The payment provider gave no reason.'],
  ])('when the payment failed because of %s, it says why', (reason, sentence) => {
    expect(last([...asked, paid('failed', reason)])).toMatchObject({ title: 'Payment failed', state: sentence })
  })

  it('when it is paid at the second try, both tries are told', () => {
    const timeline = [...asked, paid('failed'), paid('requested', null, 'c2'), paid('succeeded', null, 'c2')]
    expect(shown(timeline).slice(1)).toEqual([
      'Payment requested: good',
      'Payment failed: bad',
      'Payment requested: good',
      'Payment received: good',
    ])
  })

  it.each([
    ['is begun again', [job('invoice', 'running'), job('invoice', 'running')]],
    ['failed for now', [job('invoice', 'running'), job('invoice', 'failed', { fault: 'passing' })]],
    ['is at its second attempt', [job('invoice', 'queued', { attempt: 2 })]],
  ])('when a job %s, it is being tried again', (_, entries) => {
    expect(last(entries)).toMatchObject({ tone: 'attention', state: expect.stringContaining('trying again') })
  })

  it('when a job failed for good, it says so without the error of a neighbour', () => {
    expect(last([job('production', 'failed', { fault: 'permanent' })])).toMatchObject({ tone: 'bad' })
  })

  it('when it succeeded after all, the trouble is forgotten', () => {
    const entries = [job('invoice', 'failed', { fault: 'passing' }), job('invoice', 'succeeded', { attempt: 2 })]
    expect(shown(entries)).toEqual(['Invoice: good'])
  })
})

describe('what is said of a change', () => {
  it('when nothing that is shown has changed, nothing is said', () => {
    expect(changesOf(stepsOf({ timeline: asked }), stepsOf({ timeline: asked }))).toBe('')
  })

  it('when the payment arrives and a job begins, both are said, and the end of the waiting is not', () => {
    const after = [...asked, paid('succeeded'), job('invoice', 'running')]
    expect(changesOf(stepsOf({ timeline: asked }), stepsOf({ timeline: after }))).toBe(
      'Payment received. Invoice: Being written.',
    )
  })
})

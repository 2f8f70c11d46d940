import { describe, expect, it } from 'vitest'
import { givenUpAfterSeconds } from '../src/domain/email.ts'
import type { SmtpAnswer } from '../src/domain/smtp-answer.ts'
import type { ClaimedEmail } from '../src/repositories/sending.ts'
import { createDeliverEmail } from '../src/use-cases/deliver-email.ts'

const email = { id: 'e', claimedBy: 'c', tries: 3, ageSeconds: 5, data: { customerName: 'Åsa' } } as ClaimedEmail

function deliveryOf(answer: SmtpAnswer | Error, { holdsClaim = true } = {}) {
  const written: unknown[] = []
  const write = (words: unknown[]) => {
    written.push(words)
    return Promise.resolve(holdsClaim)
  }
  const deliver = createDeliverEmail({
    sending: {
      decide: (_claim, to, detail) => write([to, detail]),
      postpone: (_claim, detail, pauseMs) => write(['queued', detail, pauseMs]),
    },
    render: () => {
      if (answer instanceof Error) throw answer
      return { subject: 's', html: 'h', text: 't' }
    },
    send: () => Promise.resolve(answer as SmtpAnswer),
    persist: (write) => write(),
    pauseMs: (tries) => tries * 1_000,
    decided: () => written.push('decided'),
  })
  return { written, deliver: (claimed = email) => deliver(claimed, new AbortController().signal) }
}

describe('a claimed e-mail', () => {
  it.each([
    ['sent', 'sent'],
    ['refused', 'failed'],
  ] as const)('when the answer is %s, it is written down and the reporter woken', async (kind, to) => {
    const { deliver, written } = deliveryOf({ kind, detail: 'words' })
    await deliver()
    expect(written).toEqual([[to, 'words'], 'decided'])
  })

  it('when it is put off, it waits the longer the oftener it was tried', async () => {
    const { deliver, written } = deliveryOf({ kind: 'postponed', detail: '451' })
    await deliver()
    expect(written).toEqual([['queued', '451', 3_000]])
  })

  it('when it is put off and a day is over, it has failed', async () => {
    const { deliver, written } = deliveryOf({ kind: 'postponed', detail: '451' })
    await deliver({ ...email, ageSeconds: givenUpAfterSeconds })
    expect(written).toEqual([['failed', '451'], 'decided'])
  })

  it('when the claim was lost meanwhile, nobody is woken', async () => {
    const { deliver, written } = deliveryOf({ kind: 'sent', detail: '250' }, { holdsClaim: false })
    await deliver()
    expect(written).toEqual([['sent', '250']])
  })

  it('when it cannot be rendered, it waits, so that it is seen', async () => {
    const { deliver, written } = deliveryOf(new Error('no such template'))
    await deliver()
    expect(written).toEqual([['queued', 'Error: no such template', 3_000]])
  })
})

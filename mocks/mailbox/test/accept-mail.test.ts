import { describe, expect, it } from 'vitest'
import type { Behaviour } from '../src/domain/behaviour.ts'
import type { Delivery } from '../src/domain/delivery.ts'
import type { Mail } from '../src/domain/mail.ts'
import { createAcceptMail } from '../src/use-cases/accept-mail.ts'
import { incomingMail } from './mails.ts'

function setUp({
  behaviours = [],
  draws = [],
  spent = [],
}: {
  behaviours?: Behaviour[]
  draws?: number[]
  spent?: string[]
}) {
  const kept: Mail[] = []
  const refused: Delivery[] = []
  const acceptMail = createAcceptMail({
    behaviours: { list: async () => behaviours, spend: async (id) => !spent.includes(id) },
    messages: { keep: async (mail) => void kept.push(mail) },
    deliveries: { record: async (delivery) => void refused.push(delivery) },
    newId: () => 'new-id',
    now: () => new Date('2025-07-01T08:00:00Z'),
    random: () => draws.shift() ?? 0,
  })
  return { acceptMail, kept, refused }
}

const fault = (mode: Behaviour['mode'], more: Partial<Behaviour> = {}): Behaviour => ({
  id: mode,
  mode,
  share: 1,
  matchTo: undefined,
  ...more,
})

describe('acceptMail', () => {
  it('when no behaviour is set, it keeps the mail', async () => {
    const { acceptMail, kept } = setUp({})
    expect(await acceptMail(incomingMail())).toBe('accepted')
    expect(kept[0]).toMatchObject({ id: 'new-id', read: false, receivedAt: new Date('2025-07-01T08:00:00Z') })
  })

  it('when the mail is refused, it is in the journal and not in the mailbox', async () => {
    const { acceptMail, kept, refused } = setUp({ behaviours: [fault('permanent')] })
    expect(await acceptMail(incomingMail())).toBe('permanent')
    expect(kept).toEqual([])
    expect(refused[0]).toMatchObject({ outcome: 'permanent', waybill: { template: 'order-paid' } })
  })

  it('when the answer is to be cut off, it keeps the mail all the same', async () => {
    const { acceptMail, kept } = setUp({ behaviours: [fault('cut-after-data')] })
    expect(await acceptMail(incomingMail())).toBe('cut-after-data')
    expect(kept).toHaveLength(1)
  })

  it('when several behaviours match, the newest decides', async () => {
    const { acceptMail } = setUp({ behaviours: [fault('ok'), fault('permanent')] })
    expect(await acceptMail(incomingMail())).toBe('accepted')
  })

  it('when one has a share, chance decides whether the next is asked', async () => {
    const behaviours = [fault('cut-after-data', { share: 0.02 }), fault('temporary', { share: 0.05 })]
    const { acceptMail } = setUp({ behaviours, draws: [0.019, 0.02, 0.049, 0.02, 0.05] })
    expect(await acceptMail(incomingMail())).toBe('cut-after-data')
    expect(await acceptMail(incomingMail())).toBe('temporary')
    expect(await acceptMail(incomingMail())).toBe('accepted')
  })

  it('when a behaviour was used up meanwhile, the next one decides', async () => {
    const { acceptMail } = setUp({ behaviours: [fault('permanent'), fault('temporary')], spent: ['permanent'] })
    expect(await acceptMail(incomingMail())).toBe('temporary')
  })

  it('when it is for somebody else, the mail is kept', async () => {
    const { acceptMail } = setUp({ behaviours: [fault('permanent', { matchTo: 'other@x.test' })] })
    expect(await acceptMail(incomingMail())).toBe('accepted')
  })

  it('when a recipient is named by no header, it is a blind copy', async () => {
    const { acceptMail, kept } = setUp({})
    const envelope = { from: 'shop@x.test', recipients: ['jose@x.test', 'hidden@x.test'] }
    await acceptMail(incomingMail({ envelope }))
    expect(kept[0]?.bcc).toEqual([{ name: '', address: 'hidden@x.test' }])
  })
})

import { describe, expect, it } from 'vitest'
import { newEmail, newId } from './given.ts'
import type { Stores } from './stores.ts'

export const emailsContract = (of: () => Stores) =>
  describe('e-mails and the reports of their jobs', () => {
    async function queued() {
      const email = newEmail()
      await of().notification.emails.insert(email)
      await of().elapse(1)
      return email
    }
    const claim = (by = newId()) => of().notification.sending.claim(10, by)
    const takeDue = () => of().notification.reports.takeDue(10, newId())

    async function claimed() {
      const email = await queued()
      const [claim_] = await claim()
      if (!claim_) throw new Error('nothing was due')
      return { email, claim: claim_ }
    }
    async function decided(to: 'sent' | 'failed') {
      const { email, claim } = await claimed()
      await of().notification.sending.decide(claim, to, '250 kept')
      await of().elapse(1)
      return email
    }

    it('when a key is new, its e-mail is queued; then it is known', async () => {
      const { emails } = of().notification
      const email = newEmail()
      const known = { id: email.id, status: 'queued', requestHash: 'a hash' }
      expect(await emails.insert(email)).toEqual(known)
      expect(await emails.insert({ ...email, id: newId() })).toBeUndefined()
      expect(await emails.findByKey(email.scope, email.idempotencyKey)).toEqual(known)
      expect(await emails.findByKey(email.scope, 'another')).toBeUndefined()
    })

    it('when an e-mail is claimed, nobody else gets it for 30 s', async () => {
      const email = await queued()
      const by = newId()
      expect(await claim(by)).toMatchObject([{ id: email.id, claimedBy: by, tries: 1, messageId: email.messageId }])
      expect(await claim()).toEqual([])
      await of().elapse(31)
      expect(await claim()).toMatchObject([{ tries: 2, ageSeconds: 32 }])
    })

    it('when a sender has lost its claim, it decides and postpones nothing', async () => {
      const { claim: first } = await claimed()
      await of().elapse(31)
      const [second] = await claim()
      expect(await of().notification.sending.decide(first, 'sent', '250')).toBe(false)
      expect(await of().notification.sending.postpone(first, '451', 0)).toBe(false)
      expect(second && (await of().notification.sending.decide(second, 'sent', '250'))).toBe(true)
      expect(second && (await of().notification.sending.decide(second, 'failed', '550'))).toBe(false)
    })

    it('when an e-mail is postponed, it is due after the pause', async () => {
      const { claim: first } = await claimed()
      expect(await of().notification.sending.postpone(first, '451 later', 5_000)).toBe(true)
      await of().elapse(4)
      expect(await claim()).toEqual([])
      await of().elapse(2)
      expect(await claim()).toHaveLength(1)
      expect(await takeDue()).toEqual([])
    })

    it('when an e-mail is sent, its job is reported as succeeded with it as the reference', async () => {
      const { id, request } = await decided('sent')
      const end = { status: 'succeeded', fault: null, note: null, reference: id }
      expect(await takeDue()).toMatchObject([
        { emailId: id, processId: request.processId, attempt: 1, tries: 1, ...end },
      ])
    })

    it('when an e-mail has failed, its job is reported as failed for good', async () => {
      await decided('failed')
      expect(await takeDue()).toMatchObject([
        { status: 'failed', fault: 'permanent', note: '250 kept', reference: null },
      ])
    })

    it('when the job asks again under a higher attempt, a failed e-mail is queued as new', async () => {
      const { id } = await decided('failed')
      await of().elapse(100)
      const again = { id, traceparent: undefined }
      expect(await of().notification.emails.askAgain({ ...again, attempt: 2 })).toMatchObject({ status: 'queued' })
      await of().elapse(1)
      expect(await claim()).toMatchObject([{ id, tries: 1, ageSeconds: 1 }])
    })

    it('when the job asks again for what is decided, its end is reported again under the highest attempt', async () => {
      const { id } = await decided('sent')
      await takeDue()
      const asked = { id, attempt: 3, traceparent: undefined }
      expect(await of().notification.emails.askAgain(asked)).toMatchObject({ status: 'sent' })
      await of().elapse(1)
      expect(await takeDue()).toMatchObject([{ attempt: 3, status: 'succeeded' }])
    })

    it('when an e-mail is not there, or not decided, asking again reports nothing', async () => {
      const { id } = await queued()
      const again = { attempt: 2, traceparent: undefined }
      expect(await of().notification.emails.askAgain({ ...again, id })).toMatchObject({ status: 'queued' })
      expect(await of().notification.emails.askAgain({ ...again, id: newId() })).toBeUndefined()
      await of().elapse(1)
      expect(await takeDue()).toEqual([])
    })

    it('when a report is taken, it has a lease of 15 s, and is told until order has answered', async () => {
      const { reports } = of().notification
      await decided('sent')
      const [first] = await takeDue()
      expect(await takeDue()).toEqual([])
      await of().elapse(16)
      const [second] = await takeDue()
      expect(second).toMatchObject({ id: first?.id, tries: 2 })
      if (first) await reports.postpone(first, 'overtaken', 0)
      await of().elapse(1)
      expect(await takeDue()).toEqual([])
      if (second) await reports.postpone(second, 'no answer', 2_000)
      await of().elapse(3)
      expect(await takeDue()).toHaveLength(1)
      if (second) await reports.delivered(second.id)
      await of().elapse(16)
      expect(await takeDue()).toEqual([])
    })
  })

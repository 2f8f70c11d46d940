import { orderProcessEvent } from '@waybill/contracts'
import { describe, expect, it } from 'vitest'
import { orderProcessEventOf, sequentialIds } from '../src/index.ts'

describe('order process event for tests', () => {
  it('when it is made, it is one by the contract', () => {
    const event = orderProcessEventOf()
    expect(orderProcessEvent.parse(event)).toEqual(event)
  })

  it('when parts are given, they replace its own', () => {
    const event = orderProcessEventOf({ type: 'invoice-requested', jobs: [{ job: 'invoice', attempt: 2 }] })
    expect(event).toMatchObject({ type: 'invoice-requested', data: { jobs: [{ job: 'invoice', attempt: 2 }] } })
  })

  it('when many are made with the same ids, they differ', () => {
    const newId = sequentialIds()
    const events = [orderProcessEventOf({}, newId), orderProcessEventOf({}, newId)]
    expect(new Set(events.map(({ data }) => data.processId)).size).toBe(2)
  })
})

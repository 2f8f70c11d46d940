import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { jsonOf, productionRequest, raiseJournal } from './raise-journal.ts'

type Reference = { processId: string; reference: string }

describe('effects', () => {
  let service: Awaited<ReturnType<typeof raiseJournal>>
  beforeAll(async () => {
    service = await raiseJournal()
  })
  afterAll(() => service.stop())

  const entryOf = async (processId: string) => {
    const entries = await service.journal()
    return entries.filter((entry) => entry.processId === processId)
  }

  it('when it is asked once, it answers a reference and keeps it', async () => {
    const request = productionRequest()
    const answer = await service.produce(request)
    expect(answer.status).toBe(201)
    const { reference, processId } = await jsonOf<Reference>(answer)
    expect(processId).toBe(request.processId)
    const key = { idempotencyKey: `${processId}:production`, processId, orderId: request.orderId }
    expect(await entryOf(processId)).toEqual([{ ...key, reference, calls: 1, at: expect.stringMatching(/Z$/) }])
  })

  it('when it is asked 50 times at once under one key, there is one effect, and all get its reference', async () => {
    const request = productionRequest()
    const answers = await Promise.all(Array.from({ length: 50 }, () => service.produce(request)))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]))
    const bodies = await Promise.all(answers.map((answer) => answer.text()))
    expect(new Set(bodies).size).toBe(1)
    expect(await entryOf(request.processId)).toMatchObject([{ calls: 50 }])
  })

  it('when the fields of the body come in another order, it is the same request', async () => {
    const { items, orderName, ...ids } = productionRequest()
    expect((await service.produce({ ...ids, orderName, items })).status).toBe(201)
    expect((await service.produce({ items, ...ids, orderName })).status).toBe(201)
  })

  it('when the key was used for another body, it refuses and changes nothing', async () => {
    const request = productionRequest()
    const first = await jsonOf<Reference>(await service.produce(request))
    const answer = await service.produce({ ...request, orderName: 'Order-87654321' })
    expect(answer.status).toBe(422)
    expect(await answer.json()).toMatchObject({ code: 'idempotency-key-reused' })
    expect(await entryOf(request.processId)).toMatchObject([{ reference: first.reference, calls: 1 }])
  })

  it('when two bodies race for one key, one of them has the effect', async () => {
    const request = productionRequest()
    const other = { ...request, orderName: 'Order-87654321' }
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => service.produce(n % 2 ? other : request)))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([...Array(10).fill(201), ...Array(10).fill(422)])
    expect(await entryOf(request.processId)).toMatchObject([{ calls: 10 }])
  })

  it.each([
    ['no key', ''],
    ['a short key', 'short'],
  ])('when the request has %s, it is refused and leaves nothing', async (_, key) => {
    const request = productionRequest()
    expect((await service.produce(request, { key })).status).toBe(400)
    expect(await entryOf(request.processId)).toEqual([])
  })
})

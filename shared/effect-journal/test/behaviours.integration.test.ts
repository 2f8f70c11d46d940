import type { ProductionRequest } from '@waybill/contracts'
import { waitFor } from '@waybill/test-kit'
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { productionRequest, raiseJournal } from './raise-journal.ts'

let service: Awaited<ReturnType<typeof raiseJournal>>
beforeAll(async () => {
  service = await raiseJournal()
})
afterEach(() => service.behave('ok'))
afterAll(() => service.stop())

const statusesOf = async (requests: ProductionRequest[]) => {
  const statuses: number[] = []
  for (const request of requests) statuses.push((await service.produce(request)).status)
  return statuses
}

const requests = (count: number) => Array.from({ length: count }, productionRequest)

const entryOf = async ({ processId }: ProductionRequest) =>
  (await service.journal()).find((entry) => entry.processId === processId)

describe('behaviour', () => {
  it('when it is told to fail some times, it fails so often and leaves nothing, then it is itself again', async () => {
    expect((await service.behave('fail', 2)).status).toBe(200)
    const [first = productionRequest(), ...others] = requests(4)
    expect(await statusesOf([first, ...others])).toEqual([500, 500, 201, 201])
    expect(await entryOf(first)).toBeUndefined()
  })

  it('when it is told to fail for ever, it does until told otherwise', async () => {
    await service.behave('fail')
    expect(await statusesOf(requests(3))).toEqual([500, 500, 500])
    await service.behave('ok')
    expect(await statusesOf(requests(2))).toEqual([201, 201])
  })

  it('when many calls come at once, each of its times decides one of them', async () => {
    await service.behave('fail', 7)
    const answers = await Promise.all(requests(20).map((request) => service.produce(request)))
    expect(answers.filter(({ status }) => status === 500)).toHaveLength(7)
  })

  it('when it answers nonsense, the effect is there, and the same key finds it', async () => {
    await service.behave('nonsense', 1)
    const request = productionRequest()
    const answer = await service.produce(request)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([201, expect.stringContaining('text/html')])
    const entry = await entryOf(request)
    expect(await (await service.produce(request)).json()).toMatchObject({ reference: entry?.reference })
  })

  it('when it hangs, there is no answer and no effect until the caller gives up', async () => {
    await service.behave('hang', 1)
    const request = productionRequest()
    await expect(service.produce(request, { signal: AbortSignal.timeout(200) })).rejects.toThrow('timeout')
    expect(await entryOf(request)).toBeUndefined()
    expect((await service.produce(request)).status).toBe(201)
  })

  it.each([{ mode: 'odd' }, { mode: 'fail', times: 0 }])(
    'when it is told %j, it refuses and stays',
    async ({ mode, times }) => {
      expect((await service.behave(mode, times)).status).toBe(400)
      expect(await statusesOf(requests(1))).toEqual([201])
    },
  )

  it('when it stops while a call hangs, it does not wait for the caller', async () => {
    const stopped = await raiseJournal()
    onTestFinished(stopped.stop)
    await stopped.behave('hang', 1)
    const hanging = stopped.produce(productionRequest())
    await waitFor(async () => (await stopped.timesLeft()) === 0, { what: 'the call to hang', timeoutMs: 15_000 })
    await stopped.stopHost()
    expect((await hanging).status).toBe(503)
  })
})

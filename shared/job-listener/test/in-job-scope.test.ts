import { currentContext } from '@waybill/request-context'
import { seededRandom, sequentialIds } from '@waybill/test-kit'
import { describe, expect, it } from 'vitest'
import { inJobScope } from '../src/in-job-scope.ts'
import { productionJob } from './jobs.ts'

const deps = { spanName: 'process', newId: sequentialIds(), random: seededRandom(1) }
const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`
const scopeOf = (read: Parameters<typeof inJobScope>[0]) => inJobScope(read, deps, async () => currentContext())

describe('scope of a message', () => {
  it('when it asks for a job, the work knows order, process and job, under a request id of its own', async () => {
    const job = productionJob()
    const [first, second] = [await scopeOf(job), await scopeOf(job)]
    const { processId, order } = job
    expect(first).toMatchObject({ processId, job: 'production', orderId: order.id, userId: order.userId })
    expect(first?.requestId).not.toBe(second?.requestId)
  })

  it('when it carries a trace, the work is a part of it', async () => {
    const scope = await scopeOf({ ...productionJob(), traceparent })
    expect(scope?.traceparent).toMatch(new RegExp(`^00-${'a'.repeat(32)}-(?!b{16})[0-9a-f]{16}-01$`))
  })

  it('when it cannot be read, the work knows what the message still says', async () => {
    const { processId, job, attempt } = productionJob()
    expect(await scopeOf({ unreadable: 'odd', job: { processId, job, attempt } })).toMatchObject({ processId, job })
    expect(await scopeOf({ unreadable: 'odd', job: undefined })).not.toHaveProperty('processId')
  })
})

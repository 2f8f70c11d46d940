import { describe, expect, it } from 'vitest'
import { addToContext, currentContext, type RequestContext, runInContext } from '../src/request-context.ts'

const context = (requestId: string): RequestContext => ({
  requestId,
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
})

describe('the context of a request', () => {
  it('when nothing runs in a context, it is undefined and adding to it does nothing', () => {
    addToContext({ orderId: 'o-1' })
    expect(currentContext()).toBeUndefined()
  })

  it('when requests interleave, it stays with the one that it belongs to', async () => {
    const seen = (requestId: string, orderId: string) =>
      runInContext(context(requestId), async () => {
        await Promise.resolve()
        addToContext({ orderId })
        await new Promise((resolve) => setImmediate(resolve))
        return currentContext()
      })
    const [first, second] = await Promise.all([seen('r-1', 'o-1'), seen('r-2', 'o-2')])
    expect(first).toMatchObject({ requestId: 'r-1', orderId: 'o-1' })
    expect(second).toMatchObject({ requestId: 'r-2', orderId: 'o-2' })
  })

  it('when fields are added, it leaves the object that was handed in untouched', () => {
    const given = context('r-1')
    runInContext(given, () => addToContext({ userId: 'u-1' }))
    expect(given).toEqual(context('r-1'))
  })

  it('when an inner context ends, it is the outer one again', () => {
    runInContext(context('outer'), () => {
      runInContext(context('inner'), () => addToContext({ job: 'invoice' }))
      expect(currentContext()).toEqual(context('outer'))
    })
  })

  it('when run returns a value or throws, it passes both on', () => {
    expect(runInContext(context('r-1'), () => 7)).toBe(7)
    const failing = () =>
      runInContext(context('r-1'), () => {
        throw new Error('no')
      })
    expect(failing).toThrow('no')
  })
})

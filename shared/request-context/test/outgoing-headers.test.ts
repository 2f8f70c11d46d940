import { describe, expect, it } from 'vitest'
import { outgoingHeaders } from '../src/outgoing-headers.ts'
import { runInContext } from '../src/request-context.ts'

const traceId = '0af7651916cd43dd8448eb211c80319c'
const context = { requestId: 'r-1', traceparent: `00-${traceId}-b7ad6b7169203331-00`, userId: 'u-1' }

describe('the headers of an outgoing call', () => {
  it('when there is a context, they carry its request id and its trace with a new span id, and nothing else', () => {
    const headers = runInContext(context, () => outgoingHeaders(() => 0.5))
    expect(headers).toEqual({ 'x-request-id': 'r-1', traceparent: `00-${traceId}-8000000080000000-00` })
  })

  it('when there is no context, they are empty', () => {
    expect(outgoingHeaders(Math.random)).toEqual({})
  })
})

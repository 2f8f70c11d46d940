import { describe, expect, it } from 'vitest'
import { removeHeader, setHeader } from '../src/header-list.ts'

describe('a list of headers', () => {
  it('when a header is set, it replaces every one of that name, in whatever case, and no value that looks like it', () => {
    const list = ['Traceparent', 'a', 'x-name', 'traceparent', 'traceparent', 'b']
    setHeader(list, 'traceparent', 'c')
    expect(list).toEqual(['x-name', 'traceparent', 'traceparent', 'c'])
  })

  it('when a header is removed that is not there, it stays as it is', () => {
    const list = ['accept', ['a', 'b']]
    removeHeader(list, 'traceparent')
    expect(list).toEqual(['accept', ['a', 'b']])
  })
})

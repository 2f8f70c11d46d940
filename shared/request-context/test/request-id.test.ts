import { describe, expect, it } from 'vitest'
import { acceptRequestId } from '../src/request-id.ts'

const newId = () => 'made-here'

describe('a request id from outside', () => {
  it.each(['a', '0198c5f2-7c3e-7aaa-8000-1234567890ab', '1:abc_d.e-F', 'x'.repeat(128)])(
    'when it is ordinary (%s), it is kept',
    (header) => expect(acceptRequestId(header, newId)).toBe(header),
  )

  it.each([
    ['missing', undefined],
    ['empty', ''],
    ['too long', 'x'.repeat(129)],
    ['with a space', 'a b'],
    ['with a line break', 'a\nlevel=fatal'],
    ['ending in a line break', 'a\n'],
    ['doubled', 'a, b'],
    ['not ASCII', 'José'],
    ['with quotes', '"a"'],
  ])('when it is %s, it is replaced', (_, header) => expect(acceptRequestId(header, newId)).toBe('made-here'))
})

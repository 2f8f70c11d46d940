import { describe, expect, it } from 'vitest'
import { appliesTo, isKept } from '../src/domain/behaviour.ts'

const behaviour = (matchTo: string | undefined) => ({ id: '1', mode: 'permanent' as const, share: 1, matchTo })

describe('appliesTo', () => {
  it.each([
    [undefined, ['bob@x.test'], true],
    ['bob@x.test', ['BOB@x.test'], true],
    ['bob@x.test', ['amy@x.test', 'bob@x.test'], true],
    ['bob@x.test', ['jimbob@x.test'], false],
    ['@x.test', ['jimbob@X.test'], true],
    ['@x.test', ['bob@y.x.test'], false],
    ['bob@x.test', [], false],
  ])('when it is for %s and the mail is to %j, it says %s', (matchTo, recipients, applies) => {
    expect(appliesTo(behaviour(matchTo), recipients)).toBe(applies)
  })
})

describe('isKept', () => {
  it('when only the answer was lost, the mail is kept', () => {
    expect(isKept('cut-after-data')).toBe(true)
    expect(isKept('hang')).toBe(false)
  })
})

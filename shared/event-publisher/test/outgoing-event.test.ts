import { describe, expect, it } from 'vitest'
import { faultInEvent, sizeInBytes } from '../src/outgoing-event.ts'

const attributesBeside = (count: number) =>
  Object.fromEntries([['eventType', 'e'], ...Array.from({ length: count }, (_, n) => [`a${n}`, 'v'])])

describe('the fault in an event', () => {
  it.each([
    ['an ordinary one', '{}', { eventType: 'e' }, undefined],
    ['64 KiB', 'x'.repeat(65_536), { eventType: 'e' }, undefined],
    ['ten attributes', '{}', attributesBeside(9), undefined],
    ['an empty body', '', { eventType: 'e' }, 'the body is empty'],
    ['64 KiB and a byte', 'x'.repeat(65_537), { eventType: 'e' }, 'the body has 65537 bytes, 65536 are allowed'],
    ['bytes, not characters', 'é'.repeat(40_000), { eventType: 'e' }, 'the body has 80000 bytes, 65536 are allowed'],
    ['eleven attributes', '{}', attributesBeside(10), '11 attributes, 10 are allowed'],
    ['no eventType', '{}', {}, 'without the attribute eventType no queue would get it'],
    ['an empty attribute', '{}', { eventType: 'e', traceparent: '' }, 'the attribute traceparent is empty'],
  ])('when it has %s, it is what it says', (_, body, attributes, fault) => {
    expect(faultInEvent({ id: '1', body, attributes })).toBe(fault)
  })

  it('when its size is counted, names, types and values of attributes are in it', () => {
    expect(sizeInBytes({ id: '1', body: 'é', attributes: { ab: 'cde' } })).toBe(2 + 2 + 'String'.length + 3)
  })
})

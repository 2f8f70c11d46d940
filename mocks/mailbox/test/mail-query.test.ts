import { describe, expect, it } from 'vitest'
import { parseMailQuery } from '../src/domain/mail-query.ts'

describe('parseMailQuery', () => {
  it.each([
    ['', []],
    ['   ', []],
    ['order', [{ field: 'any', text: 'order' }]],
    [
      'José  Åsa',
      [
        { field: 'any', text: 'jose' },
        { field: 'any', text: 'asa' },
      ],
    ],
    ['to:jose@example.test', [{ field: 'to', text: 'jose@example.test' }]],
    [
      'TO:a@b subject:Paid',
      [
        { field: 'to', text: 'a@b' },
        { field: 'subject', text: 'paid' },
      ],
    ],
    [
      'from:"Way Bill" paid',
      [
        { field: 'from', text: 'way bill' },
        { field: 'any', text: 'paid' },
      ],
    ],
    ['"order paid"', [{ field: 'any', text: 'order paid' }]],
    ['message-id:<0198@waybill.test>', [{ field: 'message-id', text: '0198@waybill.test' }]],
    [
      're: order',
      [
        { field: 'any', text: 're:' },
        { field: 'any', text: 'order' },
      ],
    ],
    ["%_\\'", [{ field: 'any', text: "%_\\'" }]],
  ])('when the query is %j, it reads %j', (query, terms) => {
    expect(parseMailQuery(query)).toEqual(terms)
  })

  it('when a filter has no value, it says nothing', () => {
    expect(parseMailQuery('to: jose')).toEqual([{ field: 'any', text: 'jose' }])
    expect(parseMailQuery('subject:"" to:')).toEqual([])
  })

  it('when a quote is never closed, the phrase runs to the end', () => {
    expect(parseMailQuery('subject:"order pa')).toEqual([{ field: 'subject', text: 'order pa' }])
  })
})

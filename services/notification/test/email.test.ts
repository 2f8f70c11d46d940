import { emailStatus } from '@waybill/contracts'
import { describe, expect, it } from 'vitest'
import { decidedStates, emailMoves, statesBefore } from '../src/domain/email.ts'

describe('the moves of an e-mail', () => {
  it('when every state is asked for what leads to it, it names each allowed move once', () => {
    const pairs = emailStatus.options.flatMap((to) => statesBefore(to).map((from) => `${from}>${to}`))
    const table = Object.entries(emailMoves).flatMap(([from, tos]) => tos.map((to) => `${from}>${to}`))
    expect(pairs.toSorted()).toEqual(table.toSorted())
  })

  it('when SMTP has decided, only a new start leads on', () => {
    for (const state of decidedStates) expect(emailMoves[state]).toEqual(['queued'])
    expect(statesBefore('queued').toSorted()).toEqual(['sending', ...decidedStates].toSorted())
  })

  it('when it is not being sent, it is neither sent nor failed', () => {
    expect(statesBefore('sent')).toEqual(['sending'])
    expect(statesBefore('failed')).toEqual(['sending'])
  })
})

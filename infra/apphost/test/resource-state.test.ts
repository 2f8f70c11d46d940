import { describe, expect, it } from 'vitest'
import { canMove, moves, type ResourceState } from '../src/model/resource-state.ts'
import { createStateKeeper } from '../src/supervisor/state-keeper.ts'

const states = Object.keys(moves) as ResourceState[]

describe('the states of a resource', () => {
  it('when a process is asked to stop, nothing but its end can follow', () => {
    expect(states.filter((to) => canMove('Stopping', to))).toEqual(['Exited'])
  })

  it('when a move is not in the table, it changes nothing', () => {
    const state = createStateKeeper()
    expect(state.move('Healthy')).toBe(false)
    expect(state.get()).toBe('Waiting')
  })

  it('when one waits for a state, it is told of it, even of one that passes at once', async () => {
    const state = createStateKeeper()
    const running = state.until((current) => current === 'Running', new AbortController().signal)
    for (const to of ['Starting', 'Running', 'Restarting'] as const) state.move(to)
    await running
    expect(state.get()).toBe('Restarting')
  })

  it('when the wait is given up, it rejects with the reason', async () => {
    const giveUp = new AbortController()
    const waiting = createStateKeeper().until((current) => current === 'Healthy', giveUp.signal)
    giveUp.abort(new Error('too late'))
    await expect(waiting).rejects.toThrow('too late')
  })
})

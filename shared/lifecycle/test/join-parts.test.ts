import { describe, expect, it } from 'vitest'
import { joinParts } from '../src/join-parts.ts'

function record() {
  const events: string[] = []
  const part = (name: string, failing = false) => ({
    start: async () => void events.push(`start ${name}`),
    stop: async () => {
      events.push(`stop ${name}`)
      if (failing) throw new Error(name)
    },
  })
  return { events, part }
}

describe('parts joined into one', () => {
  it('when they start and stop, they start in order and stop in the reverse one', async () => {
    const { events, part } = record()
    const all = joinParts([part('pool'), [part('relay'), part('sweeper')], part('server')])
    await all.start()
    await all.stop()
    expect(events).toEqual([
      ...['start pool', 'start relay', 'start sweeper', 'start server'],
      ...['stop server', 'stop relay', 'stop sweeper', 'stop pool'],
    ])
  })

  it('when a part is slow to stop, those that it stands on wait and those beside it do not', async () => {
    const { events, part } = record()
    const { promise, resolve } = Promise.withResolvers<void>()
    const slow = { stop: () => promise.then(() => events.push('stop slow')) }
    const end = joinParts([part('pool'), [slow, part('beside')]]).stop()
    await Promise.resolve()
    expect(events).toEqual(['stop beside'])
    resolve()
    await end
    expect(events).toEqual(['stop beside', 'stop slow', 'stop pool'])
  })

  it('when a part fails to start, it rejects and begins no later one', async () => {
    const { events, part } = record()
    const failing = { start: () => Promise.reject(new Error('port taken')), stop: () => {} }
    await expect(joinParts([part('pool'), failing, part('server')]).start()).rejects.toThrow('port taken')
    expect(events).toEqual(['start pool'])
  })

  it('when parts fail to stop, the others are stopped all the same and all errors are told', async () => {
    const { events, part } = record()
    const throwing = {
      stop: () => {
        throw new Error('at once')
      },
    }
    const all = joinParts([part('pool'), part('relay', true), throwing])
    const error = await all.stop().catch((reason: AggregateError) => reason)
    expect(events).toEqual(['stop relay', 'stop pool'])
    expect((error as AggregateError).errors.map(({ message }: Error) => message)).toEqual(['at once', 'relay'])
  })
})

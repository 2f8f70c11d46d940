import { describe, expect, it } from 'vitest'
import { redactedPaths } from '../src/redacted-paths.ts'
import { recordingLogger } from './log-lines.ts'

const canary = 'canary-7f3a'

describe('a log line', () => {
  it('when something is logged, it is one line of JSON with level, time, name, message and fields', () => {
    const { logger, texts, lines } = recordingLogger()
    logger.warn({ orderId: 'o-1', attempts: [1, 2] }, 'tried again')
    expect(texts[0]).toMatch(/^\{.*\}\n$/)
    expect(lines()[0]).toMatchObject({
      level: 'warn',
      name: 'order',
      msg: 'tried again',
      orderId: 'o-1',
      attempts: [1, 2],
    })
    expect(lines()[0]?.time).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
  })

  it('when the level is lower than asked for, it is not written', () => {
    const { logger, lines } = recordingLogger({ level: 'warn' })
    logger.info('quiet')
    expect(lines()).toEqual([])
  })

  it('when there is a context, it carries the context of that moment and leaves it as it was', () => {
    const context = { requestId: 'r-1' }
    const { logger, lines } = recordingLogger({ context: () => context })
    logger.info({ orderId: 'o-1' }, 'one')
    expect(lines()[0]).toMatchObject({ requestId: 'r-1', orderId: 'o-1' })
    expect(context).toEqual({ requestId: 'r-1' })
  })

  it('when there is no context at the moment, it is written all the same', () => {
    const { logger, lines } = recordingLogger({ context: () => undefined })
    logger.info('started')
    expect(lines()[0]).toMatchObject({ msg: 'started' })
  })

  it('when a child logs, it carries the fields of the child', () => {
    const { logger, lines } = recordingLogger()
    logger.child({ job: 'invoice' }).info('done')
    expect(lines()[0]).toMatchObject({ job: 'invoice', msg: 'done' })
  })

  it('when an error is logged, it is described with its cause', () => {
    const { logger, lines } = recordingLogger()
    logger.error({ err: new Error('outer', { cause: new TypeError('inner') }) }, 'failed')
    expect(lines()[0]).toMatchObject({ err: { message: 'outer', cause: { type: 'TypeError', message: 'inner' } } })
  })
})

describe('what a log line must not show', () => {
  it.each(redactedPaths)('when a value stands at %s, it comes out as [redacted]', (path) => {
    const { logger, texts } = recordingLogger()
    const untyped = logger as unknown as { info: (fields: object, message: string) => void }
    const [name, parent] = path.split('["').reverse() as [string, string]
    const fields = { [name.slice(0, -2)]: canary }
    untyped.info(parent === '' ? fields : { [parent]: fields }, 'm')
    expect(texts[0]).toContain('[redacted]')
    expect(texts[0]).not.toContain(canary)
  })

  it('when a child is bound to such a name, it comes out as [redacted] too', () => {
    const { logger, texts } = recordingLogger()
    const untyped = logger as unknown as { child: (fields: object) => typeof logger }
    untyped.child({ email: canary }).info('m')
    expect(texts[0]).not.toContain(canary)
  })

  it('when a field is secret, personal or an object, it does not compile', () => {
    const { logger } = recordingLogger({ level: 'silent' })
    // @ts-expect-error an address is logged as hashOf(address)
    logger.info({ to: 'jose@example.com' }, 'm')
    // @ts-expect-error nor whole headers
    logger.info({ headers: { authorization: 'x' } }, 'm')
    // @ts-expect-error nor any other object
    logger.info({ order: { name: 'x' } }, 'm')
    // @ts-expect-error an error goes into err
    logger.error(new Error('m'))
    // @ts-expect-error children neither
    logger.child({ body: 'x' })
    logger.info({ orderId: 'o-1', totalMinor: 99, list: ['a'], missing: undefined, err: new Error('x') }, 'compiles')
  })
})

import { describe, expect, it } from 'vitest'
import { createCheckoutKeys } from '../../client/src/data/checkout-keys.ts'

const hourMs = 3_600_000

function createStore() {
  const values = new Map<string, string>()
  return {
    values,
    getItem: (name: string) => values.get(name) ?? null,
    setItem: (name: string, value: string) => void values.set(name, value),
    removeItem: (name: string) => void values.delete(name),
  }
}

function fixture(storage: () => ReturnType<typeof createStore>) {
  let made = 0
  const clock = { now: 0 }
  const keys = () => createCheckoutKeys({ storage, newId: () => `key-${++made}`, now: () => clock.now })
  return { clock, open: keys }
}

describe('the idempotency key of a checkout', () => {
  it('when it is taken, it is kept before it can be used, and stays the same in every tab and after a reload', () => {
    const store = createStore()
    const { open } = fixture(() => store)
    expect(open().take('order')).toBe('key-1')
    expect([...store.values.values()].join()).toContain('key-1')
    expect(open().take('order')).toBe('key-1')
    expect(open().kept('order')).toBe('key-1')
    expect(open().kept('another')).toBeUndefined()
  })

  it('when the answer is known, the next checkout has another one', () => {
    const store = createStore()
    const keys = fixture(() => store).open()
    keys.drop('order', keys.take('order'))
    expect(keys.kept('order')).toBeUndefined()
    expect(keys.take('order')).toBe('key-2')
    expect(store.values.size).toBe(1)
  })

  it('when a late answer drops a key that was replaced, the new one stays', () => {
    const keys = fixture(createStoreOnce()).open()
    keys.drop('order', keys.take('order'))
    keys.take('order')
    keys.drop('order', 'key-1')
    expect(keys.kept('order')).toBe('key-2')
  })

  it('when it is older than the server remembers, it is not used again', () => {
    const { clock, open } = fixture(createStoreOnce())
    const keys = open()
    keys.take('order')
    clock.now = 23 * hourMs
    expect(keys.kept('order')).toBe('key-1')
    clock.now = 24 * hourMs
    expect(keys.kept('order')).toBeUndefined()
    expect(keys.take('order')).toBe('key-2')
  })

  it('when the browser keeps nothing, it lasts as long as the page', () => {
    const { open } = fixture(() => {
      throw new DOMException('forbidden', 'SecurityError')
    })
    const keys = open()
    expect([keys.take('order'), keys.take('order')]).toEqual(['key-1', 'key-1'])
    keys.drop('order', 'key-1')
    expect(keys.take('order')).toBe('key-2')
  })

  it.each(['', 'null', '{', '{"key":1}', '[]'])(
    'when somebody else has written %s there, a new one is made',
    (value) => {
      const store = createStore()
      store.values.set('waybill:checkout:order', value)
      expect(
        fixture(() => store)
          .open()
          .take('order'),
      ).toBe('key-1')
    },
  )
})

function createStoreOnce() {
  const store = createStore()
  return () => store
}

import { randomBytes } from 'node:crypto'

export type Canaries = ReturnType<typeof createCanaries>

/** Texts that stand nowhere but in the field that they are named after, so that a log which holds one has a leak. */
export function createCanaries() {
  const mark = `canary-${randomBytes(6).toString('hex')}`
  const plain = new RegExp(`${mark}-([a-z-]+)0`, 'gi') // a digit ends it, whatever follows

  return {
    of: (field: string) => `${mark}-${field}0`,
    address: (field: string) => `${mark}-${field}0@example.com`,

    /** The fields whose canary is in the text, as it is or in hexadecimal digits or base64. */
    foundIn(text: string): string[] {
      const encoded = encodingsOf(mark).filter((each) => text.includes(each))
      return [...[...text.matchAll(plain)].map(([, field = '']) => field), ...encoded.map(() => 'some field, encoded')]
    },
  }
}

/** In base64 a text has three spellings, by what stands before it; its first and last letters depend on its neighbours. */
function encodingsOf(text: string): string[] {
  const base64 = [0, 1, 2].map((before) =>
    Buffer.from(`${' '.repeat(before)}${text}`)
      .toString('base64')
      .slice(before + 1, -4),
  )
  return [Buffer.from(text).toString('hex'), ...base64]
}

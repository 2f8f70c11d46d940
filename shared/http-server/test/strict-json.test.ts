import { AppError } from '@waybill/errors'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isPlainText } from '../src/plain-text.ts'
import { readStrictJson } from '../src/strict-json.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text)
const forbidden = ['__proto__', 'constructor', 'prototype']
const plainText = fc.string({ unit: 'binary' }).filter(isPlainText)
const name = plainText.filter((text) => !forbidden.includes(text))
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof({ maxDepth: 5 }, fc.jsonValue({ maxDepth: 0 }).filter(isPlainValue), tie('list'), tie('object')),
  list: fc.array(tie('tree'), { maxLength: 4 }),
  object: fc.dictionary(name, tie('tree'), { maxKeys: 4 }),
}))
const object = fc.dictionary(name, tree, { maxKeys: 5 })

function isPlainValue(value: unknown): boolean {
  return typeof value !== 'string' || isPlainText(value)
}

describe('strict JSON', () => {
  it('when an object has plain text and no name twice, it is taken as it is', () => {
    fc.assert(
      fc.property(object, fc.nat(4), (value, space) => {
        const text = JSON.stringify(value, null, space)
        expect(readStrictJson(bytesOf(text))).toBe(text)
      }),
    )
  })

  it('when any name appears twice in an object, it is refused', () => {
    fc.assert(
      fc.property(object, name, tree, (value, twice, inside) => {
        const pair = `${JSON.stringify(twice)}:${JSON.stringify(inside)}`
        const text = JSON.stringify({ ...value, more: [] }).replace(/"more":\[\]/, () => `"more":[{${pair},${pair}}]`)
        expect(() => readStrictJson(bytesOf(text))).toThrow(AppError)
      }),
    )
  })

  it('when bytes are arbitrary, what is taken is an object and what is not is an AppError', () => {
    const noise = fc.oneof(fc.uint8Array(), fc.json().map(bytesOf), fc.string({ unit: 'binary' }).map(bytesOf))
    fc.assert(
      fc.property(noise, (bytes) => {
        try {
          const text = readStrictJson(bytes)
          expect([text.trimStart()[0], typeof JSON.parse(text)]).toEqual(['{', 'object'])
        } catch (error) {
          expect(error).toBeInstanceOf(AppError)
        }
      }),
    )
  })
})

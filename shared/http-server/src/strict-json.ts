import { AppError } from '@waybill/errors'
import { type JSONPath, type JSONVisitor, visit } from 'jsonc-parser'
import { isPlainText } from './plain-text.ts'

const deepest = 20
const forbiddenNames = new Set(['__proto__', 'constructor', 'prototype'])
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * The text of a JSON object (RFC 8259) that `JSON.parse` reads as any other parser would: valid UTF-8 without a byte
 * order mark, no name twice in an object (RFC 7493, 2.3), at most 20 levels, no `__proto__`, `constructor` or
 * `prototype` as a name, and in names and strings neither control characters nor lone surrogates.
 * Throws an `AppError` of kind `invalid` otherwise.
 */
export function readStrictJson(bytes: Uint8Array): string {
  const text = decode(bytes)
  visit(text, checkingVisitor(), { disallowComments: true })
  return text
}

function decode(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes)
  } catch {
    throw malformed('The body is not valid UTF-8.')
  }
}

function checkingVisitor(): JSONVisitor {
  const open: Set<string>[] = [] // the names of each object and array that is open
  const enter = () => {
    // Thrown at once: the parser itself would go on down until its stack ends.
    if (open.push(new Set()) > deepest) throw malformed(`The body is nested deeper than ${deepest} levels.`)
  }
  const leave = () => void open.pop()
  const requireObject = () => {
    if (open.length === 0) throw malformed('The body must be a JSON object.')
  }
  return {
    onObjectBegin: enter,
    onObjectEnd: leave,
    onArrayBegin: () => {
      requireObject()
      enter()
    },
    onArrayEnd: leave,
    onObjectProperty: (name, _offset, _length, _line, _character, path) => checkName(name, open.at(-1), path),
    onLiteralValue: (value, _offset, _length, _line, _character, path) => {
      requireObject()
      if (typeof value === 'string' && !isPlainText(value)) throw notPlain(path())
    },
    onError: () => {
      throw malformed('The body is not valid JSON.')
    },
  }
}

function checkName(name: string, siblings: Set<string> | undefined, path: () => JSONPath): void {
  if (!isPlainText(name)) throw notPlain(path())
  if (forbiddenNames.has(name)) throw malformed('The body has a name that is not allowed.')
  if (siblings?.has(name)) throw malformed('The body has the same name twice in one object.')
  siblings?.add(name)
}

function malformed(message: string): AppError {
  return new AppError('invalid', 'malformed-json', message)
}

function notPlain(path: JSONPath): AppError {
  const where = ['json', ...path].join('.').slice(0, 200)
  const errors = [{ path: where, message: 'control characters and lone surrogates are not allowed' }]
  return new AppError('invalid', 'invalid-request', 'The body has characters that are not allowed.', { errors })
}

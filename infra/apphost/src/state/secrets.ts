import { randomBytes as systemRandomBytes } from 'node:crypto'
import type { ParameterSpec } from '../model/resource.ts'
import { readJsonFile, writeJsonFile } from './json-file.ts'

export type Secrets = Record<string, string>

/** Letters and digits that need no quoting anywhere. */
export const randomKey: ParameterSpec['make'] = (randomBytes) => randomBytes(32).toString('base64url')

/** A key in the form of Standard Webhooks: `whsec_` and 32 bytes in base64. */
export const webhookKey: ParameterSpec['make'] = (randomBytes) => `whsec_${randomBytes(32).toString('base64')}`

/** The kept secrets; those that are missing are made and kept from now on, in a file that only its owner can read. */
export function loadSecrets(
  path: string,
  parameters: readonly ParameterSpec[],
  randomBytes = systemRandomBytes,
): Secrets {
  const kept = (readJsonFile(path) ?? {}) as Secrets
  const missing = parameters.filter(({ name }) => typeof kept[name] !== 'string')
  if (missing.length === 0) return kept
  const secrets = { ...kept, ...Object.fromEntries(missing.map(({ name, make }) => [name, make(randomBytes)])) }
  writeJsonFile(path, secrets)
  return secrets
}

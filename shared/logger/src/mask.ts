import { hashOf } from './hash-of.ts'

const credentialsInUrl = /\/\/[^\s/]*@/g
// V8 quotes the text that it could not parse.
const unparsedJson = /^.*is not valid JSON$/s
// Local part of at most 64 octets, RFC 5321 section 4.5.3.1.1. A domain ends in letters, a package version does not.
const emailAddress = /[^\s<>"'(),:;@[\]/\\=]{1,64}@(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}/gu
const longest = 2000

/** Text of an error without what others put into it: credentials of a URL, parsed text, and addresses, which become `hashOf`. */
export function mask(text: string): string {
  return text
    .slice(0, longest)
    .replace(credentialsInUrl, '//[redacted]@')
    .replace(unparsedJson, 'The text is not valid JSON')
    .replace(emailAddress, hashOf)
}

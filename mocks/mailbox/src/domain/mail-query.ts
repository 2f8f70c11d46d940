import { foldText } from './fold-text.ts'

export type MailField = 'any' | 'to' | 'from' | 'subject' | 'message-id'

/** One condition: the folded text occurs somewhere in the field. */
export type MailTerm = { field: MailField; text: string }

const term = /(?:(to|from|subject|message-id):)?(?:"([^"]*)"?|(\S+))/giu

/**
 * Mailpit's simple query as conditions that must all hold: words, "phrases", and either of them after `to:`, `from:`,
 * `subject:` or `message-id:`. A filter without a value says nothing; a quote that is never closed runs to the end.
 */
export function parseMailQuery(query: string): MailTerm[] {
  return [...query.matchAll(term)].flatMap(([, field, phrase, word]) => {
    const text = phrase ?? word ?? ''
    if (text === '' || isBareFilter(text, phrase)) return []
    return [termOf((field?.toLowerCase() ?? 'any') as MailField, text)]
  })
}

function isBareFilter(text: string, phrase: string | undefined): boolean {
  return phrase === undefined && /^(to|from|subject|message-id):$/iu.test(text)
}

function termOf(field: MailField, text: string): MailTerm {
  return { field, text: foldText(field === 'message-id' ? text.replace(/^<|>$/gu, '') : text) }
}

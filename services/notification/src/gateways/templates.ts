import type { SendEmail } from '@waybill/contracts'
import { Eta } from 'eta'
import { type EmailContent, subjectOf, viewOf } from '../domain/content.ts'
import { nameInText, readableName } from '../domain/readable-name.ts'

/** Our templates, HTML with every value escaped and its plain-text twin. */
export function createTemplates({ folder }: { folder: string }) {
  const html = new Eta({ views: folder, autoEscape: true, cache: true })
  const text = new Eta({ views: folder, autoEscape: false, autoTrim: false, cache: true })
  return {
    render({ template, data }: Pick<SendEmail, 'template' | 'data'>): EmailContent {
      return {
        subject: subjectOf(template, data.orderName),
        html: html.render(`${template}.html.eta`, viewOf(data, readableName)),
        text: text.render(`${template}.text.eta`, viewOf(data, nameInText)).trim(),
      }
    },
  }
}

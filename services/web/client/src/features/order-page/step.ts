import type { Tone } from '../../components/tone.ts'

export type Step = {
  key: string
  title: string
  /** How it stands, as a sentence or a few words. */
  state: string
  tone: Tone
  at: string
  /** What the outside world calls the result, such as an invoice's number. */
  reference?: string
  /** A mail that somebody can read by now. */
  mailSent?: boolean
}

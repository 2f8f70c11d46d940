export type Misbehaviour = {
  /** "when it …" */
  does: string
  /** Of its mapping in mocks/wiremock/mappings/misbehaviours.json. */
  name: string
  /** What an operator reads of it. */
  reads: RegExp
  /** An attempt ends only with its time limit. */
  neverEnds?: true
  /** How long it asks to be left alone. */
  retryAfterMs?: number
}

const isGone = /cannot be reached/
const isLate = /did not answer in time/

/**
 * What any neighbour may do to any of our calls. After each of these nobody knows whether it has acted: the call is repeated
 * under its key as far as its budget goes, and what it was for stays open.
 *
 * In lanes: those of one lane are tried in turn with one service, several lanes side by side. No lane has more than two outages,
 * so that its breaker does not open, nor more repeats than the ten that the retry budget has for ten seconds.
 */
export const lanesOfMisbehaviours: readonly (readonly Misbehaviour[])[] = [
  [
    { does: 'redirects to a private address', name: 'redirects', reads: /answered 307/ },
    { does: 'hangs', name: 'hangs', reads: isLate, neverEnds: true },
    { does: 'answers 500', name: 'fails', reads: /answered 500/ },
  ],
  [
    { does: 'answers 200 with HTML', name: 'html', reads: /answered 200/ },
    { does: 'drips its answer for ever', name: 'drips', reads: isLate, neverEnds: true },
  ],
  [
    // Or late: a busy WireMock needs long to make so much.
    { does: 'answers 200 with 10 MB', name: 'ten-megabytes', reads: /answered 200|did not answer in time/ },
    { does: 'resets the connection', name: 'resets', reads: isGone },
    { does: 'answers 200 with nothing in it', name: 'empty', reads: /answered 200/ },
    { does: 'closes it without a word', name: 'closes', reads: isGone },
  ],
  [
    { does: 'answers 200 with 10 MB in 27 bytes', name: 'bomb', reads: /answered 200/ },
    { does: 'breaks off in its answer', name: 'breaks-off', reads: isGone },
    { does: 'asks for a second of peace by 429', name: 'too-many', reads: /answered 429/, retryAfterMs: 1_000 },
    { does: 'answers garbage that is no HTTP', name: 'garbage', reads: isGone },
  ],
]

/** What passes with another try of the same call. */
export const hiccups = lanesOfMisbehaviours.flat().filter(({ name }) => ['fails', 'resets', 'too-many'].includes(name))

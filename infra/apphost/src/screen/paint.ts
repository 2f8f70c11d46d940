export type Paint = (text: string, colour: Colour) => string
export type Colour = 'red' | 'green' | 'yellow' | 'blue' | 'magenta' | 'cyan' | 'grey' | 'bold'

const codes: Record<Colour, number> = {
  red: 31,
  green: 32,
  yellow: 33,
  blue: 34,
  magenta: 35,
  cyan: 36,
  grey: 90,
  bold: 1,
}

/** Colours for a terminal; plain text for a pipe, and where NO_COLOR asks for it (no-color.org). */
export function createPaint(isWanted: boolean): Paint {
  return (text, colour) => (isWanted ? `\x1b[${codes[colour]}m${text}\x1b[0m` : text)
}

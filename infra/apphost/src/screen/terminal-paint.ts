import { createPaint } from './paint.ts'

/** Colours where the output is a terminal and nobody asked for none. */
export const terminalPaint = () => createPaint(process.stdout.isTTY && !process.env.NO_COLOR)

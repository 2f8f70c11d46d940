import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core'

/** From text to what lies below the page: Mantine's own greys are of no colour, these go with cyan. */
const dark: MantineColorsTuple = [
  '#e6e9ee',
  '#c3cad3',
  '#a9b3c0',
  '#929dab',
  '#3d4653',
  '#2d343f',
  '#242a33',
  '#1c2128',
  '#14181d',
  '#0e1115',
]

/** Shade 9 is the first whose white text passes WCAG 2.2 AA on cyan (5.6:1; 8 has 4.3:1). */
export const theme = createTheme({
  colors: { dark },
  primaryColor: 'cyan',
  primaryShade: 9,
  cursorType: 'pointer',
  defaultRadius: 'md',
  respectReducedMotion: true,
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Ubuntu, sans-serif',
  headings: { fontWeight: '650', textWrap: 'balance' },
})

const filledHover = '#095c6e' // Mantine would go back to shade 8, with 4.3:1

/** Mantine's own secondary text, placeholders and links do not reach AA in both schemes; `body` is the surface of cards and fields. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-text': '#1b2430',
    '--mantine-color-dimmed': '#55606e',
    '--mantine-color-placeholder': '#66717f',
    '--mantine-color-anchor': '#0b6a7c',
    '--mantine-color-cyan-filled-hover': filledHover,
    '--mantine-color-error': '#b42318',
    '--mantine-color-default-border': '#d5dae1',
  },
  dark: {
    '--mantine-color-anchor': '#66d9e8',
    '--mantine-color-cyan-filled-hover': filledHover,
    '--mantine-color-error': '#ff9c94',
  },
})

import { highlight } from '../format/highlight.ts'
import classes from './highlighted.module.css'

/** A name, with the part that was searched for marked; whichever way it is written, it does not turn its surroundings. */
export function Highlighted({ text, term }: { text: string; term: string }) {
  return (
    <bdi>
      {highlight(text, term).map((part, index) =>
        part.matches ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: a part is nothing but its place in the text
          <mark key={index} className={classes.mark}>
            {part.text}
          </mark>
        ) : (
          part.text
        ),
      )}
    </bdi>
  )
}

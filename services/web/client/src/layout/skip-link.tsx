import classes from './skip-link.module.css'

/** The first stop of the Tab key: past the header, to the element with this id. */
export function SkipLink() {
  const toMain = (event: React.MouseEvent) => {
    event.preventDefault() // a hash in the address would be a navigation
    document.getElementById(mainId)?.focus()
  }
  return (
    <a href={`#${mainId}`} className={classes.skip} onClick={toMain}>
      Skip to content
    </a>
  )
}

/** Of the one `<main tabIndex={-1}>`. */
export const mainId = 'main'

import { focusHeading } from './focus-heading.ts'

/**
 * A ref for what may vanish while it holds the focus, such as the button that mended it: the page's heading inherits the focus, or
 * the keyboard would start again at the top of the document.
 */
export function headingInherits(element: HTMLElement | null) {
  if (!element) return
  return () => {
    if (element.contains(document.activeElement)) focusHeading()
  }
}

import { Button, type ButtonProps } from '@mantine/core'
import { useLayoutEffect, useRef } from 'react'
import { type Action, useAction } from './action-context.ts'
import { focusHeading } from './focus-heading.ts'

type ActionButtonProps = ButtonProps & {
  /** On the button. */
  children: string
  /** With what it acts on, for whoever hears only this button; begins with the text on it. */
  label?: string
  /** Made anew for each dialog. */
  action: () => Action
}

/** Opens the dialog of an action. When the button goes while it has the focus, the page's heading takes it. */
export function ActionButton({ children, label, action, ...rest }: ActionButtonProps) {
  const ask = useAction()
  const button = useRef<HTMLButtonElement>(null)
  useLayoutEffect(() => {
    const shown = button.current
    return () => {
      if (shown && document.activeElement === shown) focusHeading()
    }
  }, [])
  return (
    <Button
      ref={button}
      size="compact-sm"
      variant="default"
      aria-haspopup="dialog"
      aria-label={label}
      {...rest}
      onClick={() => ask(action())}
    >
      {children}
    </Button>
  )
}

import { VisuallyHidden } from '@mantine/core'

/** A sentence that a screen reader speaks when it changes. Keep it mounted: a region that appears with its text is not spoken. */
export function Announcement({ text }: { text: string }) {
  return (
    <VisuallyHidden role="status" aria-live="polite">
      {text}
    </VisuallyHidden>
  )
}

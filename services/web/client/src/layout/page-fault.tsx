import { Stack } from '@mantine/core'
import { ErrorPanel } from '../components/error-panel.tsx'
import { PageHeading } from '../components/page-heading.tsx'

/** Around each route: a page that breaks takes neither its frame nor the others with it. */
export function PageFault({ error, reset }: { error: unknown; reset: () => void }) {
  return (
    <Stack>
      <PageHeading title="This page has a fault" />
      <ErrorPanel error={error} onRetry={reset} />
    </Stack>
  )
}

import { Alert, Button, Group, Stack, Text, Textarea } from '@mantine/core'
import { type FormEvent, useRef, useState } from 'react'
import { describeFailure } from '../format/failure.ts'
import type { Action } from './action-context.ts'
import { headingInherits } from './heading-inherits.ts'
import { keepReason, keptReason } from './kept-reason.ts'

const longestReason = 500

type ActionFormProps = {
  action: Action
  /** Its call runs: it cannot be given up now. */
  busy: boolean
  onBusy: (busy: boolean) => void
  onCancel: () => void
  onDone: (outcome: string) => void
}

/** Says what the action does, asks why, and does it once. What went wrong stays beside the reason, which is not lost, not even with the session. */
export function ActionForm({ action, busy, onBusy, onCancel, onDone }: ActionFormProps) {
  const [reason, setReason] = useState(() => keptReason(action.title))
  const field = useRef<HTMLTextAreaElement>(null)
  const [missing, setMissing] = useState(false)
  const [error, setError] = useState<unknown>()

  const type = (text: string) => {
    setReason(text)
    keepReason(action.title, text)
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const why = asOneLine(reason)
    const lacksReason = !action.withoutReason && why === ''
    setMissing(lacksReason)
    if (lacksReason) field.current?.focus()
    if (busy || lacksReason) return
    onBusy(true)
    setError(undefined)
    await action
      .run(why)
      .then(onDone, setError)
      .finally(() => onBusy(false))
  }

  return (
    <form ref={headingInherits} onSubmit={submit} noValidate>
      <Stack>
        <Text size="sm">{action.explanation}</Text>
        {!action.withoutReason && (
          <Textarea
            ref={field}
            label="Why?"
            description="Recorded for ever, with your name"
            required
            data-autofocus
            autosize
            minRows={2}
            maxLength={longestReason}
            value={reason}
            onChange={(event) => type(event.currentTarget.value)}
            error={missing && asOneLine(reason) === '' && 'Say why, so that others understand it later'}
          />
        )}
        {error !== undefined && <Failure error={error} />}
        <Group justify="flex-end">
          <Button variant="default" aria-disabled={busy} onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" aria-disabled={busy} {...(action.withoutReason && { 'data-autofocus': true })}>
            {busy ? 'One moment…' : action.confirm}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function Failure({ error }: { error: unknown }) {
  const { title, detail, requestId } = describeFailure(error)
  return (
    <Alert role="alert" color="red" variant="default" title={title}>
      {detail} {requestId && `(reference ${requestId})`}
    </Alert>
  )
}

/** The services take no control characters: lines become one. */
const asOneLine = (text: string) => text.replace(/[\p{Cc}\s]+/gu, ' ').trim()

import { CopyButton, Group, Text, UnstyledButton } from '@mantine/core'

/** The end of a long id, the part of a UUIDv7 that differs, with the whole one to copy. */
export function ShortId({ value, what }: { value: string; what: string }) {
  return (
    <Group component="span" gap={6} wrap="nowrap" display="inline-flex">
      <Text span ff="monospace" size="sm" title={value} style={{ whiteSpace: 'nowrap' }}>
        {value.length > 14 ? `…${value.slice(-8)}` : value}
      </Text>
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <UnstyledButton onClick={copy} fz="xs" td="underline" c="dimmed" aria-label={`Copy ${what} ${value}`}>
            <span aria-live="polite">{copied ? 'Copied' : 'Copy'}</span>
          </UnstyledButton>
        )}
      </CopyButton>
    </Group>
  )
}

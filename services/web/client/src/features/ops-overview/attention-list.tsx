import { Text } from '@mantine/core'
import { Card } from '../../components/card.tsx'
import { RouteLink } from '../../components/route-link.tsx'
import type { Attention } from '../../data/ops-attention.ts'
import classes from './attention-list.module.css'

type AttentionListProps = { attention: readonly Attention[]; allAnswered: boolean; allReachable: boolean }

/** What waits for a person. Calm only when every service has said so. */
export function AttentionList({ attention, allAnswered, allReachable }: AttentionListProps) {
  return (
    <Card title="Needs attention">
      {attention.length > 0 && (
        <ul className={classes.list}>
          {attention.map(({ count, what, place }) => (
            <li key={`${place.to}${what}`}>
              <RouteLink {...place} className={classes.item}>
                <strong>{count.toLocaleString()}</strong> {what}
              </RouteLink>
            </li>
          ))}
        </ul>
      )}
      <Text size="sm" role="status" c="dimmed">
        {sentence({ attention, allAnswered, allReachable })}
      </Text>
    </Card>
  )
}

function sentence({ attention, allAnswered, allReachable }: AttentionListProps): string {
  if (!allReachable) return 'Not every service can be reached now: there may be more.'
  if (!allAnswered) return 'Looking…'
  return attention.length === 0 ? 'Nothing needs you.' : ''
}

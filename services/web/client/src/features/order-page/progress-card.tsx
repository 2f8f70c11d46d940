import { useQuery } from '@tanstack/react-query'
import { Card } from '../../components/card.tsx'
import { MailIcon } from '../../components/icons.tsx'
import { Moment } from '../../components/moment.tsx'
import { Timeline, TimelineItem } from '../../components/timeline.tsx'
import { settingsQuery } from '../../data/settings.ts'
import classes from './progress-card.module.css'
import type { Step } from './step.ts'

export function ProgressCard({ steps }: { steps: Step[] }) {
  const mailboxUrl = useQuery(settingsQuery).data?.mailboxUrl
  return (
    <Card title="Progress">
      <Timeline label="Progress of the order">
        {steps.map(({ key, title, state, tone, at, reference, mailSent }) => (
          <TimelineItem key={key} title={title} tone={tone} aside={<Moment at={at} />}>
            {state && <div>{state}</div>}
            {reference && <div className={classes.reference}>{reference}</div>}
            {mailSent && mailboxUrl && <MailboxLink href={mailboxUrl} />}
          </TimelineItem>
        ))}
      </Timeline>
    </Card>
  )
}

const MailboxLink = ({ href }: { href: string }) => (
  <a href={href} target="_blank" rel="noopener" className={classes.mailbox}>
    <MailIcon /> Open the mailbox (new tab)
  </a>
)

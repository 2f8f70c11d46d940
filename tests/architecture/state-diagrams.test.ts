import { describe, expect, it } from 'vitest'
import { emailMoves } from '../../services/notification/src/domain/email.ts'
import { jobMoves } from '../../services/order/src/domain/job.ts'
import { orderMoves } from '../../services/order/src/domain/order.ts'
import { paymentMoves } from '../../services/payment/src/domain/payment.ts'

type Moves = Record<string, readonly string[]>
type Machine = { title: string; source: string; first: string; moves: Moves; note: string }

const machines: Machine[] = [
  {
    ...{ title: 'Order', source: 'services/order/src/domain/order.ts', first: 'created', moves: orderMoves },
    note: 'Fulfilment, returns and refunds are no states of an order.',
  },
  {
    ...{ title: 'Payment', source: 'services/payment/src/domain/payment.ts', first: 'submitting', moves: paymentMoves },
    note: 'What has ended stays ended: no webhook leads out of a final state.',
  },
  {
    ...{ title: 'Job', source: 'services/order/src/domain/job.ts', first: 'queued', moves: jobMoves },
    note: 'Out of `failed` leads only a retry, by an operator or the sweeper, as the next attempt. The state of a process is what its jobs say: `error` if one failed, `completed` if all succeeded, else `pending`.',
  },
  {
    ...{ title: 'E-mail', source: 'services/notification/src/domain/email.ts', first: 'queued', moves: emailMoves },
    note: '`sending` to `queued` is a passing fault; `sent` and `failed` to `queued` is a resend or a retry of the job.',
  },
]

const section = ({ title, source, first, moves, note }: Machine) => `## ${title}

\`${source}\`

\`\`\`mermaid
stateDiagram-v2
  [*] --> ${first}
${Object.entries(moves)
  .flatMap(([from, tos]) => tos.map((to) => `  ${from} --> ${to}`))
  .join('\n')}
\`\`\`

${note}
`

const document = () => `# State machines

Made from the tables in \`domain/\`, from which the guards of the SQL come too; a test holds this page to them
(\`tests/architecture/state-diagrams.test.ts\`; \`npm test -- --project workspace -u\` writes it anew).

${machines.map(section).join('\n')}`

describe('the documented state machines', () => {
  it('when a table of moves changes, the page of diagrams has to change with it', async () => {
    await expect(document()).toMatchFileSnapshot('../../docs/states.md')
  })
})

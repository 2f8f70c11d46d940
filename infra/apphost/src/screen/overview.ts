import type { ResourceState } from '../model/resource-state.ts'
import { demonstrationUsers } from '../seed/demonstration-users.ts'
import { renderPages } from './pages.ts'
import type { Colour, Paint } from './paint.ts'
import { renderTable } from './table.ts'

type Shown = {
  name: string
  state: ResourceState
  urls: Record<string, string>
  links: { title: string; url: string }[]
}

const stateColours: Record<ResourceState, Colour> = {
  Waiting: 'grey',
  Starting: 'yellow',
  Running: 'yellow',
  Healthy: 'green',
  Unhealthy: 'red',
  Restarting: 'red',
  Stopping: 'yellow',
  Exited: 'red',
}

/** Where a person begins, what runs where, who the demonstration's users are, and what can be done next. */
export function renderOverview(deps: {
  resources: readonly Shown[]
  opsKey: string | undefined
  controlUrl: string
  dataFolder: string
  paint: Paint
}): string {
  const { resources, opsKey, controlUrl, dataFolder, paint } = deps
  const parts = resources.map(({ name, state, urls, links }) => [
    name,
    state,
    Object.values(urls).join('  '),
    links.map(({ title, url }) => `${title}: ${url}`).join('  '),
  ])
  const users = demonstrationUsers.map(({ id, name, orders }) => [id, name, String(orders)])
  const webUrl = resources.find(({ name }) => name === 'web')?.urls.http
  return [
    ...renderPages({ webUrl, opsKey, paint }),
    '',
    ...renderTable([{ title: 'part' }, { title: 'state' }, { title: 'address' }, { title: 'see' }], parts).map(
      (line, index) => colourState(line, resources[index - 2]?.state, paint),
    ),
    '',
    ...renderTable(
      [{ title: 'user of the demonstration' }, { title: 'name' }, { title: 'orders', align: 'right' }],
      users,
    ),
    '',
    `Logs, secrets and data: ${dataFolder}   State, logs and restarts by HTTP: ${controlUrl}/resources`,
    'npm run demo walks two orders through; npm run db -- order shows the tables; npm run dashboard opens the Aspire',
    'dashboard. Ctrl-C stops everything.',
    '',
  ].join('\n')
}

function colourState(line: string, state: ResourceState | undefined, paint: Paint): string {
  return state ? line.replace(state, paint(state, stateColours[state])) : line
}

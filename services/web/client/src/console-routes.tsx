import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { consoleSearch as search } from './console-search.ts'
import { rootRoute } from './root-route.tsx'

const component = (name: keyof typeof import('./console-pages.ts')) =>
  lazyRouteComponent(() => import('./console-pages.ts'), name)

const inConsole = { getParentRoute: () => rootRoute }
const shell = createRoute({ ...inConsole, path: '/ops', component: component('ConsoleShell') })
const at = { getParentRoute: () => shell }

const login = createRoute({
  ...inConsole,
  path: '/ops/login',
  component: component('LoginPage'),
  validateSearch: search.login,
})

/** Every page, one line each. */
const pages = [
  createRoute({ ...at, path: '/', component: component('OverviewPage') }),
  createRoute({ ...at, path: '/orders', component: component('OrdersPage'), validateSearch: search.orders }),
  createRoute({
    ...at,
    path: '/orders/$userId/$orderId',
    component: component('OrderPage'),
    validateSearch: search.order,
  }),
  createRoute({ ...at, path: '/processes', component: component('ProcessesPage'), validateSearch: search.processes }),
  createRoute({
    ...at,
    path: '/dead-letters',
    component: component('DeadLettersPage'),
    validateSearch: search.deadLetters,
  }),
  createRoute({ ...at, path: '/outbox', component: component('OutboxPage') }),
  createRoute({ ...at, path: '/payments', component: component('PaymentsPage'), validateSearch: search.payments }),
  createRoute({ ...at, path: '/webhooks', component: component('WebhooksPage'), validateSearch: search.webhooks }),
  createRoute({ ...at, path: '/emails', component: component('EmailsPage'), validateSearch: search.emails }),
  createRoute({ ...at, path: '/e-wallet', component: component('EWalletPage') }),
  createRoute({ ...at, path: '/resources', component: component('ResourcesPage'), validateSearch: search.resources }),
] as const

/** The console: only its addresses and filters are part of the first load, its pages are fetched when it is opened. */
export const consoleRoutes = [login, shell.addChildren(pages)] as const

import { createRoute, createRouter } from '@tanstack/react-router'
import { consoleRoutes } from './console-routes.tsx'
import type { OrderFilter } from './data/orders.ts'
import { ChooseUserPage } from './features/choose-user/choose-user-page.tsx'
import { MyOrdersPage } from './features/my-orders/my-orders-page.tsx'
import { readOrderFilter } from './features/my-orders/order-filter.ts'
import { OrderPage } from './features/order-page/order-page.tsx'
import { parseSearch, stringifySearch } from './format/search-params.ts'
import { NotFoundPage } from './layout/not-found-page.tsx'
import { PageFault } from './layout/page-fault.tsx'
import { ShopShell } from './layout/shop-shell.tsx'
import { rootRoute } from './root-route.tsx'

const shop = createRoute({ getParentRoute: () => rootRoute, id: 'shop', component: ShopShell })
const inShop = { getParentRoute: () => shop }

/** Every page, one line each. */
const shopRoutes = [
  createRoute({ ...inShop, path: '/', component: ChooseUserPage }),
  createRoute({ ...inShop, path: '/users/$userId/orders', component: MyOrdersPage, validateSearch: readOrderFilter }),
  createRoute({ ...inShop, path: '/users/$userId/orders/$orderId', component: OrderPage }),
  createRoute({ ...inShop, path: '$', component: NotFoundPage }),
] as const

export const router = createRouter({
  routeTree: rootRoute.addChildren([shop.addChildren(shopRoutes), ...consoleRoutes]),
  parseSearch,
  stringifySearch,
  scrollRestoration: true,
  defaultErrorComponent: PageFault,
  defaultNotFoundComponent: NotFoundPage,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
  interface HistoryState {
    /** The search that an order was opened from. */
    foundBy?: OrderFilter
  }
}

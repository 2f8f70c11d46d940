import { createRootRoute, Outlet } from '@tanstack/react-router'
import { useFocusOnNavigation } from './layout/use-focus-on-navigation.ts'

/** What every page of the shop and of the console stands on. */
export const rootRoute = createRootRoute({ component: Root })

function Root() {
  useFocusOnNavigation()
  return <Outlet />
}

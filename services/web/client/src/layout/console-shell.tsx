import { AppShell, Skeleton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { Notifications } from '@mantine/notifications'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Outlet, useRouter } from '@tanstack/react-router'
import type { OperatorSession } from '@waybill/contracts'
import { useEffect, useState } from 'react'
import { ActionDialog } from '../components/action-dialog.tsx'
import { ErrorPanel } from '../components/error-panel.tsx'
import { isLoggedOut, sessionQuery, useSessionWatch } from '../data/ops-session.ts'
import { ConsoleHeader } from './console-header.tsx'
import { ConsoleNavigation } from './console-navigation.tsx'
import classes from './console-shell.module.css'
import { mainId, SkipLink } from './skip-link.tsx'
import './console-styles.ts'

/** The frame of the console: for who is logged in; others are sent to the login page and return from there. */
export function ConsoleShell() {
  const { data: session, error, refetch } = useQuery(sessionQuery)
  useSessionWatch()
  if (isLoggedOut(error)) return <ToLogin />
  if (session) return <Frame session={session} />
  return (
    <main className={classes.waiting}>
      {error ? (
        <ErrorPanel error={error} onRetry={() => void refetch()} title="The console cannot be opened" />
      ) : (
        <Skeleton height={240} />
      )}
    </main>
  )
}

/** The address that was asked for is read once: while it navigates, the current one is already that of the login page. */
function ToLogin() {
  const router = useRouter()
  const [next] = useState(() => router.state.location.href)
  useEffect(() => {
    void router.navigate({ to: '/ops/login', search: { next }, replace: true })
  }, [router, next])
  return null
}

function Frame({ session }: { session: OperatorSession }) {
  const [opened, { toggle, close }] = useDisclosure()
  const queries = useQueryClient()
  return (
    <ActionDialog onDone={() => void queries.invalidateQueries({ queryKey: ['ops'] })}>
      <SkipLink />
      <AppShell
        header={{ height: 60 }}
        navbar={{ width: 232, breakpoint: 'md', collapsed: { mobile: !opened } }}
        padding={{ base: 'sm', sm: 'lg' }}
        classNames={{ main: classes.main, navbar: classes.surface, header: classes.surface }}
      >
        <AppShell.Header>
          <ConsoleHeader operator={session.operator} opened={opened} onToggle={toggle} />
        </AppShell.Header>
        <AppShell.Navbar aria-label="Console" id="console-navigation">
          <ConsoleNavigation session={session} onChosen={close} />
        </AppShell.Navbar>
        <AppShell.Main id={mainId} tabIndex={-1}>
          <Outlet />
        </AppShell.Main>
      </AppShell>
      <Notifications position="bottom-right" />
    </ActionDialog>
  )
}

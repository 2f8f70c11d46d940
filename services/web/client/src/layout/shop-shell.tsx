import { Container } from '@mantine/core'
import { Link, Outlet } from '@tanstack/react-router'
import { ColorSchemeToggle } from './color-scheme-toggle.tsx'
import classes from './shop-shell.module.css'
import { mainId, SkipLink } from './skip-link.tsx'

/** The frame of the shopper's pages. */
export function ShopShell() {
  return (
    <>
      <SkipLink />
      <header className={classes.header}>
        <Container size="md" className={classes.bar}>
          <Link to="/" className={classes.brand}>
            <img src="/favicon.svg" alt="" width={28} height={28} />
            Waybill
          </Link>
          <ColorSchemeToggle />
        </Container>
      </header>
      <Container size="md" component="main" id={mainId} tabIndex={-1} className={classes.main}>
        <Outlet />
      </Container>
    </>
  )
}

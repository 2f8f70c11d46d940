import { Anchor, Text } from '@mantine/core'
import type { AppHostResource } from '@waybill/contracts'

/** Where a resource is reached: pages as links, other addresses as text. */
export function ResourceLinks({ resource: { urls, links } }: { resource: AppHostResource }) {
  const known = new Set(links.map(({ url }) => url))
  const others = Object.entries(urls).filter(([, url]) => !known.has(url))
  if (links.length + others.length === 0) return '–'
  return (
    <>
      {links.map(({ title, url }) => (
        <Anchor key={url} href={url} size="sm" display="block" underline="always" target="_blank" rel="noreferrer">
          {title}
        </Anchor>
      ))}
      {others.map(([name, url]) => (
        <Text key={name} size="sm" title={name}>
          {/^https?:/.test(url) ? (
            <Anchor href={url} size="sm" underline="always" target="_blank" rel="noreferrer">
              {url}
            </Anchor>
          ) : (
            url
          )}
        </Text>
      ))}
    </>
  )
}

import { describe, expect, it } from 'vitest'
import { renderOverview } from '../src/screen/overview.ts'
import { createPaint } from '../src/screen/paint.ts'

type Shown = Parameters<typeof renderOverview>[0]['resources'][number]

const part = (name: string, port: number): Shown => ({
  ...{ name, state: 'Healthy', urls: { http: `http://127.0.0.1:${port}` }, links: [] },
})
const [web, order] = [part('web', 3000), part('order', 3001)]
const shown = (resources: Shown[]) =>
  renderOverview({
    ...{ resources, opsKey: 'a+key', controlUrl: 'http://127.0.0.1:3099', dataFolder: '/data' },
    paint: createPaint(false),
  }).split('\n')

describe('what is printed when all is up', () => {
  it('when there is a web, the addresses of the shop and of the console stand before everything else', () => {
    expect(shown([order, web]).slice(0, 3)).toEqual([
      '',
      ' The shop:     http://127.0.0.1:3000',
      ' The console:  http://127.0.0.1:3000/ops/login?key=a%2Bkey',
    ])
  })

  it('when there is none, the table stands first, and no key is printed', () => {
    const lines = shown([order])
    expect(lines[1]).toMatch(/^ part /)
    expect(lines.join()).not.toContain('key')
  })
})

import { parseArgs } from 'node:util'

/** `--orders 10000 --seed 7 --seeds 1`. Throws, in words for people, when there is anything else. */
export function readOptions(args: string[]) {
  const { values } = parseArgs({
    args,
    options: {
      orders: { type: 'string', default: '300' },
      seed: { type: 'string', default: '1' },
      seeds: { type: 'string', default: '1' },
    },
  })
  return {
    orders: positive('orders', values.orders),
    seed: positive('seed', values.seed),
    seeds: positive('seeds', values.seeds),
  }
}

function positive(name: string, text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new Error(`--${name} must be a whole number from 1: ${text}`)
  return Number(text)
}

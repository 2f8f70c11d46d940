import { get } from 'node:http'

/** An open event stream. `ended` is how it ends: by its last chunk, as HTTP has it, or cut off. */
export function openStream(url: string, path: string): Promise<{ ended: Promise<'ended' | 'cut'>; close: () => void }> {
  return new Promise((resolve, reject) => {
    const sent = get(new URL(path, url), { agent: false }, (response) => {
      if (response.statusCode !== 200) return reject(new Error(`${path}: ${response.statusCode}`))
      const { promise: ended, resolve: end } = Promise.withResolvers<'ended' | 'cut'>()
      response.once('error', () => end('cut')).once('end', () => end('ended'))
      response.once('data', () => resolve({ ended, close: () => sent.destroy() }))
    })
    sent.once('error', reject)
  })
}

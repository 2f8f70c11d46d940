import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { compressAssets } from './build/compress-assets.ts'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  root: at('client'),
  plugins: [react(), compressAssets()],
  resolve: {
    // Only `createRoute` of it is used by the contracts; the library itself is 70 KB more (STACK: HTTP).
    alias: { '@hono/zod-openapi': at('client/src/data/create-route.ts') },
  },
  build: {
    outDir: at('dist'), // the app host builds elsewhere, by --outDir
    emptyOutDir: true,
    assetsInlineLimit: 0, // a data: address would need a looser Content-Security-Policy
    target: 'es2024',
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'], // those that know light-dark(): what stands in for it needs its own switch
    license: true,
    reportCompressedSize: false,
  },
})

// npm run bench -- <name>: figures for people, never asserted.
const benches = { search: './search.ts', chain: './chain.ts' }
const name = process.argv[2] as keyof typeof benches | undefined

if (name === undefined || !(name in benches)) {
  console.error(`npm run bench -- ${Object.keys(benches).join(' | ')}`)
  process.exit(1)
}
await import(benches[name])

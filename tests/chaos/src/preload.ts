// Loaded into every process of a chaos run (NODE_OPTIONS=--import): after SIGUSR2 it does what the file of its pid says.
import { existsSync, readFileSync } from 'node:fs'
import { shiftClock } from './shift-clock.ts'

const folder = process.env.CHAOS_TROUBLE ?? ''
const sleeper = new Int32Array(new SharedArrayBuffer(4))
const clock = shiftClock(globalThis)

process.on('SIGUSR2', () => {
  const file = `${folder}/${process.pid}.json`
  if (!existsSync(file)) return void clock.shift(0)
  const { blockMs = 0, shiftMs = 0 } = JSON.parse(readFileSync(file, 'utf8'))
  clock.shift(shiftMs)
  // Nothing of this process runs meanwhile: no timer, no answer, no signal.
  const until = performance.now() + blockMs
  while (performance.now() < until && existsSync(file)) Atomics.wait(sleeper, 0, 0, 100)
})

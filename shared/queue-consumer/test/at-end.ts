import { afterAll } from 'vitest'

const tasks: (() => unknown)[] = []

/** Does `task` when all tests of the file are over: a test that runs beside others has no end of its own to hook into. */
export function atEnd(task: () => unknown): void {
  tasks.push(task)
}

// What was begun last ends first: consumers before their emulator.
afterAll(async () => {
  for (const task of tasks.toReversed()) await task()
})

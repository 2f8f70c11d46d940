/** A line that never ends would fill the memory: it is cut here. */
const longestLine = 64 * 1024

/** Turns chunks into whole lines. `flush` gives what came after the last line break. */
export function createLineSplitter(onLine: (line: string) => void) {
  let rest = ''
  return {
    write: (chunk: string): void => {
      const lines = `${rest}${chunk}`.split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) onLine(line.endsWith('\r') ? line.slice(0, -1) : line)
      if (rest.length > longestLine) flush()
    },
    flush,
  }

  function flush(): void {
    if (rest !== '') onLine(rest)
    rest = ''
  }
}

import { type ExecFileOptions, execFile } from 'node:child_process'

/** The caller's PG* variables must not reach PostgreSQL's programs; macOS needs a valid locale. */
export const cleanEnvironment = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C' }

/** Runs a program to its end. Rejects with what it wrote to stderr when it fails. */
export function runCommand(file: string, args: string[], options: ExecFileOptions = {}): Promise<void> {
  return new Promise((done, failed) => {
    execFile(file, args, { env: cleanEnvironment, ...options }, (error, _stdout, stderr) => {
      if (error) failed(new Error(`${file} failed: ${stderr.toString().trim() || error.message}`, { cause: error }))
      else done()
    })
  })
}

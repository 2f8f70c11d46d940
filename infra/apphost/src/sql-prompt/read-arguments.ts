export type PromptArguments = { database: string | undefined; command: string | undefined }

/** `order`, `order -c "select 1"`; a service's name stands for its database, with or without hyphens. */
export function readArguments(args: readonly string[]): PromptArguments {
  const at = args.findIndex((arg) => arg === '-c' || arg === '--command')
  const command = at === -1 ? undefined : args[at + 1]
  const names = at === -1 ? args : args.toSpliced(at, 2)
  return { database: names[0]?.replaceAll('-', '').toLowerCase(), command }
}

/** The value as JSON in plain ASCII: parsed, it is the same; on its way nobody can break or refuse an emoji. Throws as JSON.stringify does. */
export function toAsciiJson(value: unknown): string {
  const json = JSON.stringify(value)
  return json.replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

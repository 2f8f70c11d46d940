/** Sets a header in a list of names and values in turn, as Node and undici hold them, in place of any there. */
export function setHeader(list: unknown[], name: string, value: string): void {
  removeHeader(list, name)
  list.push(name, value)
}

/** Removes every header of that name, in whatever case. */
export function removeHeader(list: unknown[], name: string): void {
  for (let index = list.length - 2; index >= 0; index -= 2) {
    if (String(list[index]).toLowerCase() === name) list.splice(index, 2)
  }
}

/** The pages that a control offers: the first, the last that is known, and those around the current one; `null` is a gap. */
export function pageNumbers(current: number, known: number): (number | null)[] {
  const wanted = [1, known, current - 1, current, current + 1].filter((page) => page >= 1 && page <= known)
  const pages = [...new Set(wanted)].sort((a, b) => a - b)
  return pages.flatMap((page, index) => {
    const before = pages[index - 1] ?? 0
    if (page - before === 2) return [page - 1, page] // a gap of one page takes no less room than the page
    return page - before > 2 ? [null, page] : [page]
  })
}

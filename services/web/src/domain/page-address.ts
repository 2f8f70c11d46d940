const noPages = /^\/(api|ops\/api|assets|docs)(\/|$)/

/** Whether a page of the front end may be at this path: whoever asks for one there is shown the page, found or not. */
export const isPageAddress = (path: string): boolean => !noPages.test(path)

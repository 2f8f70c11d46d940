/** The form of a UUID (RFC 9562), lower case. */
export const isUserId = (text: string): boolean => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)

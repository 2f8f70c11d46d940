/** What happens at a failpoint: the process dies there, or is held there while somebody else does the same work. */
export type Act = 'crash' | 'compete'
/** Just before the call leaves, or just after its result has come back and before the code has seen it. */
export type When = 'before' | 'after'
export type Variant = `${Act} ${When}`

export const variants: readonly Variant[] = ['crash before', 'crash after', 'compete before', 'compete after']

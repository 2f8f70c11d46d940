type Values = Record<string, unknown>

const isObject = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * The stand-ins do what they are told: to hang, to answer 500, to lose mails. So that an answer of 5xx is a fault, they are
 * only told things that harm nobody.
 */
export function tamed(operationId: string, body: unknown): unknown {
  if (!isObject(body)) return body
  const { mode, match } = body
  switch (operationId) {
    case 'setBehaviour':
    case 'addMailBehaviour':
      return typeof mode === 'string' && /^[a-z-]+$/.test(mode) ? { ...body, mode: 'ok' } : body
    case 'addScenario':
      return {
        ...body,
        match: isObject(match) ? { ...match, merchantReference: 'of nobody' } : { merchantReference: 'of nobody' },
      }
    default:
      return body
  }
}

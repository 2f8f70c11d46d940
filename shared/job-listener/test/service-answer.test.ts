import { describe, expect, it } from 'vitest'
import { referenceOf } from '../src/service-answer.ts'

const processId = '00000000-0000-7000-8000-000000000001'
const reference = 'INV-1'

describe("answer of a job's service", () => {
  it('when it is for our process, its reference is ours', () => {
    expect(referenceOf('invoice', processId, { status: 201, body: { processId, reference } })).toBe(reference)
  })

  it('when it is for another process, it is a passing fault', () => {
    const read = () => referenceOf('invoice', processId, { status: 201, body: { processId: 'another', reference } })
    expect(read).toThrow(expect.objectContaining({ kind: 'unreadable', fault: 'passing' }))
  })

  it.each([400, 401, 409, 422] as const)('when it is a refusal by %i, it is a permanent fault', (status) => {
    const read = () => referenceOf('invoice', processId, { status, body: { code: 'no' } })
    const fault = { neighbour: 'invoice', kind: 'status', fault: 'permanent', status, code: 'no' }
    expect(read).toThrow(expect.objectContaining({ ...fault, message: `invoice answered ${status} (no)` }))
  })
})

import type { CallInput } from '@waybill/contracts'
import { describe, expectTypeOf, it } from 'vitest'
import type { CallAnswer } from '../src/index.ts'
import type { parcelsApi } from './contract.ts'

type Refusal<S extends number> = { status: S; body: { title: string; status: number; code: string } }

describe('types of a call', () => {
  it('when the contract asks for params, headers and a body, it takes exactly those', () => {
    expectTypeOf<CallInput<typeof parcelsApi.send>>().toEqualTypeOf<
      { params: { userId: string; parcelId: string } } & { headers: { 'idempotency-key': string } } & {
        body: { grams: number }
      }
    >()
  })

  it('when every part of the query is optional, the query is', () => {
    expectTypeOf<{ params: { userId: string } }>().toExtend<CallInput<typeof parcelsApi.find>>()
    expectTypeOf<{ params: { userId: string }; query: { page: number } }>().toExtend<
      CallInput<typeof parcelsApi.find>
    >()
    expectTypeOf<{ params: { userId: string }; query: { page: string } }>().not.toExtend<
      CallInput<typeof parcelsApi.find>
    >()
    expectTypeOf<{ query: { page: number } }>().not.toExtend<CallInput<typeof parcelsApi.find>>()
  })

  it('when the contract asks for nothing, so does the call', () => {
    expectTypeOf<CallInput<typeof parcelsApi.forget>>().toBeUnknown()
  })

  it('when the contract has several answers, the answer is their union by status, without those that are thrown', () => {
    expectTypeOf<CallAnswer<typeof parcelsApi.send>>().toEqualTypeOf<
      { status: 202; body: { reference: string } } | Refusal<409>
    >()
  })

  it('when an answer has no content, its body is undefined', () => {
    expectTypeOf<CallAnswer<typeof parcelsApi.forget>>().toEqualTypeOf<{ status: 204; body: undefined }>()
  })
})

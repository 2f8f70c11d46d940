import { Alert, Button, Group, NativeSelect, Stack, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { FilterSelect } from '../../components/filter-select.tsx'
import { addScenario, scenariosQuery } from '../../data/ops-e-wallet.ts'
import { describeFailure } from '../../format/failure.ts'
import { type Draft, type DraftErrors, emptyDraft, errorsOf, scenarioOf } from './scenario-draft.ts'
import { scenarioNames, scenarioWords } from './scenario-words.ts'

/** Sets how the next payments that match behave. */
export function ScenarioForm() {
  const [draft, setDraft] = useState(emptyDraft)
  const [errors, setErrors] = useState<DraftErrors>({})
  const queries = useQueryClient()
  const { mutate, isPending, error } = useMutation({
    mutationFn: addScenario,
    onSuccess: () => {
      notifications.show({
        message: `The scenario “${draft.scenario}” is set.`,
        closeButtonProps: { 'aria-label': 'Close' },
      })
      return queries.invalidateQueries({ queryKey: scenariosQuery.queryKey })
    },
  })
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const found = errorsOf(draft)
    setErrors(found)
    if (Object.keys(found).length === 0 && !isPending) mutate(scenarioOf(draft))
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <NativeSelect
          label="Scenario"
          description={scenarioWords[draft.scenario]}
          inputWrapperOrder={['label', 'input', 'description']}
          data={scenarioNames}
          value={draft.scenario}
          onChange={({ currentTarget }) =>
            change({ scenario: scenarioNames.find((name) => name === currentTarget.value) ?? draft.scenario })
          }
        />
        <FilterSelect
          label="Outcome"
          all="As the amount says"
          options={['succeeded', 'failed'] as const}
          value={draft.outcome}
          onChange={(outcome) => change({ outcome })}
        />
        <TextInput
          label="Only for this amount, in minor units"
          placeholder="any"
          inputMode="numeric"
          value={draft.amountMinor}
          onChange={(event) => change({ amountMinor: event.currentTarget.value })}
          error={errors.amountMinor}
        />
        <TextInput
          label="Only for this payment id"
          placeholder="any"
          value={draft.merchantReference}
          onChange={(event) => change({ merchantReference: event.currentTarget.value })}
        />
        <TextInput
          label="For how many payments"
          inputMode="numeric"
          value={draft.times}
          onChange={(event) => change({ times: event.currentTarget.value })}
          error={errors.times}
        />
        {error && (
          <Alert role="alert" variant="default" title={describeFailure(error).title}>
            {describeFailure(error).detail}
          </Alert>
        )}
        <Group>
          <Button type="submit" aria-disabled={isPending}>
            Set scenario
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

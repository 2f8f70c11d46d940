import { Alert, Button, Container, Paper, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useRouter, useSearch } from '@tanstack/react-router'
import { operatorName } from '@waybill/contracts'
import { type FormEvent, useState } from 'react'
import { PageHeading } from '../../components/page-heading.tsx'
import { RouteLink } from '../../components/route-link.tsx'
import { logIn, sessionQuery } from '../../data/ops-session.ts'
import { describeFailure } from '../../format/failure.ts'

/** The key for a session, and the name under which everything that is done by hand is recorded. */
export function LoginPage() {
  const [key, setKey] = useState('')
  const [operator, setOperator] = useState('')
  const [checked, setChecked] = useState(false)
  const { mutate, isPending, error } = useLogIn()
  const noKey = key.trim() === ''
  const badName = operator !== '' && !operatorName.safeParse(operator).success

  const submit = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (!noKey && !badName && !isPending) mutate({ key: key.trim(), operator })
  }

  return (
    <Container component="main" size="xs" py="xl">
      <Stack>
        <PageHeading title="Log in to the console" />
        <Paper withBorder p="lg">
          <form onSubmit={submit} noValidate>
            <Stack>
              <PasswordInput
                label="Key"
                description="npm start prints it with the console's address"
                autoComplete="current-password"
                visibilityToggleButtonProps={{ 'aria-label': 'Show the key', tabIndex: 0 }}
                required
                value={key}
                onChange={(event) => setKey(event.currentTarget.value)}
                error={checked && noKey && 'The key is needed'}
              />
              <TextInput
                label="Your name"
                description="Recorded with everything that you do; a word without spaces"
                autoComplete="username"
                value={operator}
                onChange={(event) => setOperator(event.currentTarget.value.trim())}
                error={checked && badName && 'Letters without accents, digits and signs only, 100 at most'}
              />
              {error && (
                <Alert role="alert" variant="default" title={describeFailure(error).title}>
                  {describeFailure(error).detail}
                </Alert>
              )}
              <Button type="submit" aria-disabled={isPending}>
                {isPending ? 'One moment…' : 'Log in'}
              </Button>
            </Stack>
          </form>
        </Paper>
        <Text size="sm">
          Not an operator? <RouteLink to="/">To the shop</RouteLink>
        </Text>
      </Stack>
    </Container>
  )
}

function useLogIn() {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { history } = useRouter()
  const { next } = useSearch({ from: '/ops/login' })
  return useMutation({
    mutationFn: logIn,
    onSuccess: async (session) => {
      queries.setQueryData(sessionQuery.queryKey, session)
      if (next)
        history.replace(next) // back leads to before the login
      else await navigate({ to: '/ops', replace: true })
    },
  })
}

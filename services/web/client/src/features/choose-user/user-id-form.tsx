import { Button, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { isUserId } from './is-user-id.ts'
import classes from './user-id-form.module.css'

/** Any other user: an id is all that there is of one. */
export function UserIdForm() {
  const navigate = useNavigate()
  const [value, setValue] = useState('')
  const [error, setError] = useState<string | null>(null)

  const submit = (event: FormEvent) => {
    event.preventDefault()
    const userId = value.trim().toLowerCase()
    if (!isUserId(userId))
      return setError('This is not a user id: it has the form 01890000-0000-7000-8000-000000000001')
    void navigate({ to: '/users/$userId/orders', params: { userId } })
  }

  return (
    <form onSubmit={submit} className={classes.form} noValidate>
      <TextInput
        label="Another user’s id"
        placeholder="01890000-0000-7000-8000-000000000001"
        value={value}
        onChange={(event) => {
          setValue(event.currentTarget.value)
          setError(null)
        }}
        error={error}
        autoComplete="off"
        spellCheck={false}
        className={classes.field ?? ''}
      />
      <Button type="submit" variant="default" className={classes.button ?? ''}>
        Show orders
      </Button>
    </form>
  )
}

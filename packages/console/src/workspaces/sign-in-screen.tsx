import { isRapportError } from '@rapport/sdk'
import { useQuery } from '@tanstack/react-query'
import { Navigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { describeProblem, useClient, useMessages } from '../app/index.ts'
import { formatDuration, TextField, useNow } from '../ui/index.ts'
import { Door, DoorForm, useComeIn } from './door.tsx'
import { emailRule } from './field-rules.ts'

type Values = { email: string; password: string }

/** The way in: e-mail and password. After too many wrong ones it says for how long to wait. */
export function SignInScreen() {
  const t = useMessages()
  const client = useClient()
  const setUp = useQuery({ queryKey: ['setup'], queryFn: () => client.setup.state({}) })
  const form = useForm<Values>({ defaultValues: { email: '', password: '' } })
  const signIn = useSignIn(() => form.setFocus('password'))
  const { errors, isSubmitting } = form.formState
  if (setUp.data?.needed) return <Navigate to="/set-up" />
  return (
    <Door title={t('workspaces.signIn')}>
      <DoorForm
        onSubmit={(event) => void form.handleSubmit(signIn.run)(event)}
        submitLabel={t('workspaces.signIn')}
        busy={isSubmitting}
        isDisabled={signIn.waitMs > 0}
        error={
          signIn.waitMs > 0
            ? t('workspaces.tooMany', { time: formatDuration(signIn.waitMs + 999) })
            : signIn.error
        }
      >
        <TextField
          label={t('workspaces.email')}
          type="email"
          autoComplete="username"
          autoFocus
          fieldSize="large"
          error={errors.email?.message}
          {...form.register('email', emailRule(t))}
        />
        <TextField
          label={t('workspaces.password')}
          type="password"
          autoComplete="current-password"
          fieldSize="large"
          error={errors.password?.message}
          {...form.register('password', { required: t('workspaces.passwordMissing') })}
        />
      </DoorForm>
    </Door>
  )
}

function useSignIn(onWrong: () => void) {
  const t = useMessages()
  const { logins } = useClient()
  const { next } = useSearch({ strict: false })
  const comeIn = useComeIn()
  const [error, setError] = useState<string | null>(null)
  const [openAt, setOpenAt] = useState(0)
  const now = useNow(1000)

  const run = async ({ email, password }: Values) => {
    setError(null)
    try {
      const { me } = await logins.signIn({ email: email.trim(), password })
      comeIn(me, next)
    } catch (failure) {
      if (isRapportError(failure) && failure.code === 'too_many_requests') {
        setOpenAt(Date.now() + (failure.retryAfterMs ?? 60_000))
      }
      // An address that is none is answered like a wrong one: nobody learns here who has a login.
      const wrong = t('workspaces.wrong')
      setError(
        describeProblem(failure, t, {
          wrong_credentials: wrong,
          invalid_input: wrong,
          too_many_requests: wrong,
        }),
      )
      onWrong()
    }
  }
  return { run, error, waitMs: Math.max(0, openAt - now) }
}

import { isRapportError } from '@rapport/sdk'
import { Navigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { showProblem, useClient, useMessages } from '../app/index.ts'
import { TextField } from '../ui/index.ts'
import { Door, DoorForm, useComeIn } from './door.tsx'
import { emailRule, nameRule, newPasswordRule } from './field-rules.ts'

type Values = { workspaceName: string; name: string; email: string; password: string }

const nothing: Values = { workspaceName: '', name: '', email: '', password: '' }

/** The first run of an installation: its workspace and its owner. */
export function SetUpScreen() {
  const t = useMessages()
  const { setup } = useClient()
  const comeIn = useComeIn()
  const form = useForm<Values>({ defaultValues: nothing })
  const [error, setError] = useState<string | null>(null)
  const [isDone, setIsDone] = useState(false)
  const { errors, isSubmitting } = form.formState

  const run = async (values: Values) => {
    setError(null)
    try {
      const { me } = await setup.run(values)
      comeIn(me, '/settings/inboxes')
    } catch (failure) {
      if (isRapportError(failure) && failure.code === 'already_set_up') setIsDone(true)
      else setError(showProblem(failure, form, t))
    }
  }
  if (isDone) return <Navigate to="/sign-in" />
  const field = { fieldSize: 'large' } as const
  return (
    <Door title={t('workspaces.setUp')} description={t('workspaces.setUpWhy')}>
      <DoorForm
        onSubmit={(event) => void form.handleSubmit(run)(event)}
        submitLabel={t('workspaces.setUpRun')}
        busy={isSubmitting}
        error={error}
      >
        <TextField
          {...field}
          label={t('workspaces.workspaceName')}
          hint={t('workspaces.workspaceNameHint')}
          autoComplete="organization"
          autoFocus
          error={errors.workspaceName?.message}
          {...form.register('workspaceName', nameRule(t))}
        />
        <TextField
          {...field}
          label={t('workspaces.yourName')}
          autoComplete="name"
          error={errors.name?.message}
          {...form.register('name', nameRule(t))}
        />
        <TextField
          {...field}
          label={t('workspaces.email')}
          type="email"
          autoComplete="username"
          error={errors.email?.message}
          {...form.register('email', emailRule(t))}
        />
        <TextField
          {...field}
          label={t('workspaces.password')}
          type="password"
          autoComplete="new-password"
          hint={t('workspaces.passwordHint')}
          error={errors.password?.message}
          {...form.register('password', newPasswordRule(t))}
        />
      </DoorForm>
    </Door>
  )
}

import { isRapportError } from '@rapport/sdk'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { showProblem, useClient, useMessages } from '../app/index.ts'
import { ErrorState, LoadingPane, TextField } from '../ui/index.ts'
import { Door, DoorForm, useComeIn } from './door.tsx'
import { nameRule, newPasswordRule } from './field-rules.ts'

/** The way in for somebody invited: what the link is for, then a name and a password. */
export function InvitationScreen() {
  const t = useMessages()
  const { invitations } = useClient()
  const { token = '' } = useParams({ strict: false })
  const invitation = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => invitations.read({ token }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (invitation.data) return <Accept token={token} invitation={invitation.data} />
  if (invitation.isPending) return <LoadingPane />
  if (isRapportError(invitation.error) && invitation.error.code === 'unreachable') {
    return <ErrorState title={t('app.error.start')} onRetry={() => void invitation.refetch()} />
  }
  return (
    <Door title={t('workspaces.invitationGone')} description={t('workspaces.invitationGoneWhy')}>
      <p>
        <Link to="/sign-in" className="font-strong text-accent underline-offset-2 hover:underline">
          {t('workspaces.signIn')}
        </Link>
      </p>
    </Door>
  )
}

type Invitation = Readonly<{ workspaceName: string; email: string; hasLogin: boolean }>
type Values = { name: string; password: string }

function Accept({ token, invitation }: { token: string; invitation: Invitation }) {
  const t = useMessages()
  const { workspaceName, email, hasLogin } = invitation
  const { form, run, error } = useAccept(token)
  const { errors, isSubmitting } = form.formState
  return (
    <Door
      title={t('workspaces.join', { workspace: workspaceName })}
      description={t(hasLogin ? 'workspaces.joinKnown' : 'workspaces.joinNew', { email })}
    >
      <DoorForm
        onSubmit={(event) => void form.handleSubmit(run)(event)}
        submitLabel={t('workspaces.joinRun')}
        busy={isSubmitting}
        error={error}
      >
        <input type="email" autoComplete="username" value={email} readOnly hidden />
        <TextField
          label={t('workspaces.yourName')}
          autoComplete="name"
          fieldSize="large"
          hint={t('workspaces.yourNameHint')}
          error={errors.name?.message}
          {...form.register('name', nameRule(t))}
        />
        <TextField
          label={t(hasLogin ? 'workspaces.password' : 'workspaces.newPassword')}
          type="password"
          autoComplete={hasLogin ? 'current-password' : 'new-password'}
          fieldSize="large"
          hint={hasLogin ? undefined : t('workspaces.passwordHint')}
          error={errors.password?.message}
          {...form.register(
            'password',
            hasLogin ? { required: t('workspaces.passwordMissing') } : newPasswordRule(t),
          )}
        />
      </DoorForm>
    </Door>
  )
}

function useAccept(token: string) {
  const t = useMessages()
  const { invitations } = useClient()
  const comeIn = useComeIn()
  const form = useForm<Values>({ defaultValues: { name: '', password: '' } })
  const [error, setError] = useState<string | null>(null)
  const run = async (values: Values) => {
    setError(null)
    try {
      const { me } = await invitations.accept({ token, ...values })
      comeIn(me)
    } catch (failure) {
      const words = {
        wrong_credentials: t('workspaces.wrongPassword'),
        not_found: t('workspaces.invitationGone'),
        too_many_requests: t('workspaces.tooManyPlain'),
      }
      setError(showProblem(failure, form, t, words))
    }
  }
  return { form, run, error }
}

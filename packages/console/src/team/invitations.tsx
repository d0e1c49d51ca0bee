import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Mail } from 'lucide-react'
import { type ConsoleClient, describeProblem, useClient, useMessages } from '../app/index.ts'
import { Button, EmptyState, ErrorState, LoadingPane, showToast, useFormats } from '../ui/index.ts'

/** How to ask for the invitations nobody has accepted. */
export const invitationsQuery = (client: ConsoleClient) => ({
  queryKey: ['invitations'],
  queryFn: () => client.invitations.list({}),
})

/** Who is invited and has not come yet. A link cannot be shown again: it is taken back and made anew. */
export function Invitations() {
  const t = useMessages()
  const formats = useFormats()
  const client = useClient()
  const queries = useQueryClient()
  const pending = useQuery(invitationsQuery(client))
  const revoke = useMutation({
    mutationFn: (invitationId: string) => client.invitations.revoke({ invitationId }),
    onSuccess: () => queries.invalidateQueries({ queryKey: invitationsQuery(client).queryKey }),
    onError: (error) =>
      void showToast({ title: t('team.notRevoked'), description: describeProblem(error, t), kind: 'error' }),
  })
  if (pending.isPending) return <LoadingPane />
  if (pending.isError) return <ErrorState title={t('team.failed')} onRetry={() => void pending.refetch()} />
  if (pending.data.items.length === 0) {
    return (
      <EmptyState
        icon={<Mail size={20} />}
        title={t('team.noInvitations')}
        description={t('team.noInvitationsWhy')}
      />
    )
  }
  return (
    <ul>
      {pending.data.items.map(({ id, email, role, expiresAt }) => (
        <li key={id} className="flex min-h-14 items-center gap-3 border-b border-line px-1">
          <div className="min-w-0 flex-1">
            <p className="truncate font-strong">{email}</p>
            <p className="text-small text-muted">
              {t(`team.role.${role}`)} · {t('team.until', { day: formats.day(expiresAt, Date.now()) })}
            </p>
          </div>
          <Button
            size="small"
            busy={revoke.isPending && revoke.variables === id}
            aria-label={t('team.revokeOf', { email })}
            onClick={() => revoke.mutate(id)}
          >
            {t('team.revoke')}
          </Button>
        </li>
      ))}
    </ul>
  )
}

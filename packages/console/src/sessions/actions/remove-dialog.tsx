import type { Session } from '@rapport/domain'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useClient, useMessages } from '../../app/index.ts'
import { ConfirmDialog, showToast } from '../../ui/index.ts'
import { describeError } from './describe-error.ts'

/** Asks for the session's number before everything said in it is deleted for good. */
export function RemoveDialog({
  session,
  onRemoved,
  onClose,
}: {
  session: Session
  onRemoved?: (() => void) | undefined
  onClose(): void
}) {
  const t = useMessages()
  const { sessions } = useClient()
  const queries = useQueryClient()
  const remove = useMutation({
    mutationFn: () => sessions.remove({ sessionId: session.id }),
    onSuccess: async () => {
      showToast({ title: t('sessions.removal.done', { number: session.number }) })
      onClose()
      onRemoved?.()
      // What was loaded of it is left alone: to ask for it again would find nothing.
      await queries.invalidateQueries({ queryKey: ['sessions', 'matching'] })
    },
  })
  return (
    <ConfirmDialog
      isOpen
      isDangerous
      title={t('sessions.removal.title', { number: session.number })}
      description={t('sessions.removal.what')}
      confirmLabel={t('sessions.action.remove')}
      typedWord={String(session.number)}
      busy={remove.isPending}
      error={remove.error === null ? null : describeError(remove.error, t)}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    />
  )
}

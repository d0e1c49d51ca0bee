import type { ViewView } from '@rapport/contract/light'
import { asId, type TeamId } from '@rapport/domain'
import { useLayoutEffect, useState } from 'react'
import { describeProblem, useMay, useMe, useMessages } from '../../app/index.ts'
import { ConfirmDialog, FormDialog, Select, showToast, TextField } from '../../ui/index.ts'
import { useDirectory } from '../filter/use-directory.ts'
import { changedView, type NewView, type Views } from './use-views.ts'

/** What is asked about views: to save a new one, to rename and share the open one, or to delete it. */
export type ViewAsked = 'new' | 'rename' | 'delete'

type DialogProps = Readonly<{
  asked: ViewAsked
  views: Views
  view: ViewView | null
  definition: ViewView['definition']
  /** The view to show from now on; null when the open one is gone. */
  onSaved: (view: ViewView | null) => void
  onClose: () => void
}>

/** The questions about views, each in its dialog. */
export function ViewDialogs(props: DialogProps) {
  const { asked, view } = props
  if (asked === 'new') return <ViewForm {...props} view={null} />
  if (view === null) return null
  return asked === 'rename' ? <ViewForm {...props} /> : <DeleteView {...props} view={view} />
}

type Scope = ViewView['scope']

function ViewForm({ views, view, definition, onSaved, onClose }: DialogProps) {
  const t = useMessages()
  const teams = useMyTeams()
  const mayShare = useMay('views.share')
  const [name, setName] = useState(view?.name ?? '')
  const [scope, setScope] = useState<Scope>(view?.scope ?? 'me')
  const [teamId, setTeamId] = useState<TeamId | null>(view?.teamId ?? teams[0]?.id ?? null)
  const saving = view === null ? views.create : views.change
  useFreshStart(saving)
  const problem = saving.error === null ? null : describeProblem(saving.error, t, problemWords(t))
  const input: NewView = { name: name.trim(), scope, teamId: scope === 'team' ? teamId : null, definition }
  const onSuccess = (saved: ViewView) => {
    showToast({ title: t('sessions.view.saved', { name: saved.name }) })
    onClose()
    if (view === null) onSaved(saved)
  }
  const save = () => {
    if (view === null) views.create.mutate(input, { onSuccess })
    else views.change.mutate(changedView(view, { ...input, definition: view.definition }), { onSuccess })
  }
  return (
    <FormDialog
      isOpen
      onClose={onClose}
      title={t(view === null ? 'sessions.view.newTitle' : 'sessions.view.renameTitle')}
      submitLabel={t('sessions.view.save')}
      onSubmit={save}
      busy={saving.isPending}
      isReady={input.name !== '' && (scope !== 'team' || teamId !== null)}
      error={problem}
    >
      <TextField
        label={t('sessions.view.name')}
        value={name}
        maxLength={120}
        autoComplete="off"
        onChange={(event) => setName(event.target.value)}
      />
      <Select<Scope>
        label={t('sessions.view.scope')}
        value={scope}
        choices={[
          { value: 'me', label: t('sessions.view.scope.me') },
          { value: 'team', label: t('sessions.view.scope.team'), isDisabled: teams.length === 0 },
          { value: 'everyone', label: t('sessions.view.scope.everyone'), isDisabled: !mayShare },
        ]}
        onChange={setScope}
      />
      {scope === 'team' ? (
        <Select<string>
          label={t('sessions.view.whichTeam')}
          value={teamId}
          choices={teams.map((team) => ({ value: team.id, label: team.name }))}
          onChange={(id) => setTeamId(asId<TeamId>(id))}
        />
      ) : null}
    </FormDialog>
  )
}

const problemWords = (t: ReturnType<typeof useMessages>) => ({ forbidden: t('sessions.view.forbidden') })

/** The teams one may share with: one's own, and all of them for who may share with everybody. */
function useMyTeams() {
  const { user } = useMe()
  const mayShare = useMay('views.share')
  const { teams } = useDirectory()
  return mayShare ? teams : teams.filter(({ agentIds }) => agentIds.includes(user.id))
}

/** Asked again, a question begins without what went wrong the last time. */
function useFreshStart({ reset }: Pick<Views['create'], 'reset'>): void {
  useLayoutEffect(reset, [reset])
}

function DeleteView({ views, view, onSaved, onClose }: DialogProps & { view: ViewView }) {
  const t = useMessages()
  const { remove } = views
  useFreshStart(remove)
  const onSuccess = () => {
    showToast({ title: t('sessions.view.deleted', { name: view.name }) })
    onClose()
    onSaved(null)
  }
  return (
    <ConfirmDialog
      isOpen
      isDangerous
      onClose={onClose}
      title={t('sessions.view.deleteTitle', { name: view.name })}
      description={t(view.scope === 'me' ? 'sessions.view.deleteMine' : 'sessions.view.deleteShared')}
      confirmLabel={t('sessions.view.deleteDo')}
      busy={remove.isPending}
      error={remove.error === null ? null : describeProblem(remove.error, t)}
      onConfirm={() => remove.mutate(view.id, { onSuccess })}
    />
  )
}

import type { ViewView } from '@rapport/contract/light'
import { describeProblem, useMessages } from '../../app/index.ts'
import { Button, showToast } from '../../ui/index.ts'
import { changedView, type Views } from './use-views.ts'

/** What the end of the filter's line takes: what is open, whether it was changed, and the ways on from there. */
export type ViewChangesProps = Readonly<{
  views: Views
  view: ViewView | null
  /** Something else is asked for than the view has, or than the plain page shows. */
  isEdited: boolean
  definition: ViewView['definition']
  onSaveAs: () => void
  onReset: () => void
}>

/** Says that what is shown is not what was saved, with Save and Reset. Nothing while it is. */
export function ViewChanges(props: ViewChangesProps) {
  const t = useMessages()
  const { view, isEdited, onReset, onSaveAs } = props
  if (!isEdited) return null
  return (
    <div className="flex shrink-0 items-center gap-1.5">
      {view === null ? null : (
        <span className="me-1 max-w-52 truncate text-muted max-lg:hidden">
          <bdi>{view.name}</bdi> ·{' '}
          <strong className="font-strong text-text">{t('sessions.view.edited')}</strong>
        </span>
      )}
      <Button size="small" kind="quiet" onClick={onReset}>
        {t('sessions.view.reset')}
      </Button>
      {view?.mayChange ? (
        <SaveButton {...props} view={view} />
      ) : (
        <Button size="small" onClick={onSaveAs}>
          {t('sessions.view.save')}
        </Button>
      )}
    </div>
  )
}

function SaveButton({ views, view, definition }: ViewChangesProps & { view: ViewView }) {
  const t = useMessages()
  const { change } = views
  return (
    <Button
      size="small"
      busy={change.isPending}
      onClick={() =>
        change.mutate(changedView(view, { definition }), {
          onSuccess: () => showToast({ title: t('sessions.view.saved', { name: view.name }) }),
          onError: (error) =>
            showToast({
              kind: 'error',
              title: t('sessions.view.failed', { reason: describeProblem(error, t) }),
            }),
        })
      }
    >
      {t('sessions.view.save')}
    </Button>
  )
}

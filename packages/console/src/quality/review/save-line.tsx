import type { ReviewView } from '@rapport/contract/light'
import { differencesOf, type Judgements } from '@rapport/domain'
import { describeProblem, useMessages } from '../../app/index.ts'
import { Button, Spinner, useFormats } from '../../ui/index.ts'
import type { SaveState } from './draft-saver.ts'
import { judgementsOf } from './judgements.ts'

/** How far the draft is kept, in a few words. */
export function SaveLine({ save, onRetry }: { save: SaveState; onRetry: () => void }) {
  const t = useMessages()
  const formats = useFormats()
  return (
    <span role="status" className="flex min-w-0 items-center gap-1.5 text-small text-muted">
      {save.state === 'saving' ? (
        <>
          <Spinner size={12} />
          {t('quality.saving')}
        </>
      ) : save.state === 'saved' ? (
        t('quality.savedAt', { time: formats.time(save.at) })
      ) : save.state === 'failed' ? (
        <>
          <span className="truncate text-danger" title={describeProblem(save.error, t)}>
            {t('quality.notSaved')}
          </span>
          <Button size="small" onClick={onRetry}>
            {t('ui.retry')}
          </Button>
        </>
      ) : (
        <span className="text-waiting">{t('quality.conflictShort')}</span>
      )}
    </span>
  )
}

/** Says what was changed elsewhere in the same draft, and asks which is to hold. */
export function ConflictBanner(props: {
  theirs: ReviewView
  ours: Judgements
  onOurs: () => void
  onTheirs: () => void
}) {
  const t = useMessages()
  const formats = useFormats()
  const { theirs, ours } = props
  const differ = differencesOf(theirs.scorecard?.definition ?? null, ours, judgementsOf(theirs))
  const names = [
    ...differ.criteria.map(({ name }) => name),
    ...(differ.score ? [t('quality.score')] : []),
    ...(differ.comment ? [t('quality.whole')] : []),
  ]
  return (
    <div role="alert" className="grid gap-2 border-b border-note-line bg-note px-4 py-2.5">
      <p>
        <span className="font-strong">{t('quality.conflict', { time: formats.time(theirs.updatedAt) })}</span>{' '}
        {t('quality.conflictDiffers', { names: names.join(', ') })}
      </p>
      <div className="flex gap-2">
        <Button size="small" onClick={props.onOurs}>
          {t('quality.keepOurs')}
        </Button>
        <Button size="small" onClick={props.onTheirs}>
          {t('quality.takeTheirs')}
        </Button>
      </div>
    </div>
  )
}

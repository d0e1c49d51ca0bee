import type { SummaryView } from '@rapport/contract/light'
import { Pencil, RefreshCw, Sparkles } from 'lucide-react'
import { Fragment, useState } from 'react'
import { useMay, useMessages } from '../../app/index.ts'
import {
  Button,
  ConfirmDialog,
  classNames,
  IconButton,
  PaneSection,
  Skeleton,
  useFormats,
  useNow,
  useUiLocale,
  useUiText,
} from '../../ui/index.ts'
import { failureReason } from '../failure-reason.ts'
import type { SessionRecord } from '../merge-record.ts'
import { MoodSection } from './mood-section.tsx'
import { SuggestedTags } from './suggested-tags.tsx'
import { SummaryEditor } from './summary-editor.tsx'
import { useSummary, useSummaryChanges } from './use-summary.ts'

/**
 * What the session was about, with how that was told, so that nobody takes a machine's words for a colleague's. Whoever
 * answers sessions may write better ones, in place, or have it made anew.
 */
export function SummarySection({ record }: { record: SessionRecord }) {
  const t = useMessages()
  const mayAnswer = useMay('sessions.answer')
  const section = useSection(record)
  const { summary, isReady, open, setOpen } = section
  return (
    <>
      <PaneSection
        title={t('sessions.summary.title')}
        action={
          mayAnswer && isReady && open !== 'editor' ? (
            <Tools
              hasSummary={summary !== null}
              isBusy={section.isMaking}
              onEdit={() => setOpen('editor')}
              onRemake={section.askRemake}
            />
          ) : null
        }
      >
        <Body record={record} section={section} mayAnswer={mayAnswer} />
      </PaneSection>
      <MoodSection record={record} confidence={summary?.sentimentConfidence ?? null} />
      {open === 'question' ? (
        <ConfirmDialog
          isOpen
          title={t('sessions.summary.replaceTitle')}
          description={t('sessions.summary.replaceWhat', {
            name: summary?.editedByName ?? t('sessions.summary.somebody'),
          })}
          confirmLabel={t('sessions.summary.replace')}
          onConfirm={section.remakeNow}
          onClose={() => setOpen(null)}
        />
      ) : null}
    </>
  )
}

function useSection(record: SessionRecord) {
  const reading = useSummary(record)
  const { edit, remake } = useSummaryChanges(record.session.id)
  const [open, setOpen] = useState<'editor' | 'question' | null>(null)
  const { summary } = reading
  const remakeNow = () => {
    setOpen(null)
    remake.mutate(summary)
  }
  return {
    ...reading,
    edit,
    open,
    setOpen,
    remakeNow,
    isMaking: remake.isPending,
    isReady: !reading.isPending && reading.error === null,
    askRemake: () => (summary?.method === 'hand' ? setOpen('question') : remakeNow()),
  }
}

function Body(props: { record: SessionRecord; section: ReturnType<typeof useSection>; mayAnswer: boolean }) {
  const { record, section } = props
  const { summary, edit, setOpen } = section
  if (section.open === 'editor') {
    return (
      <SummaryEditor
        text={summary?.text ?? ''}
        busy={edit.isPending}
        error={edit.error}
        onSave={(text) => edit.mutate(text, { onSuccess: () => setOpen(null) })}
        onLeave={() => {
          edit.reset()
          setOpen(null)
        }}
      />
    )
  }
  if (!section.isReady) return <OnItsWay {...section} />
  if (summary !== null) return <Told summary={summary} record={record} />
  return (
    <None
      isEnded={record.session.state === 'ended'}
      busy={section.isMaking}
      onMake={props.mayAnswer ? section.remakeNow : null}
    />
  )
}

function Tools(props: { hasSummary: boolean; isBusy: boolean; onEdit(): void; onRemake(): void }) {
  const t = useMessages()
  const icon = { size: 13, 'aria-hidden': true } as const
  return (
    <span className="-my-1 flex">
      <IconButton
        size="small"
        label={t(props.hasSummary ? 'sessions.summary.edit' : 'sessions.summary.write')}
        icon={<Pencil {...icon} />}
        onClick={props.onEdit}
      />
      {props.hasSummary ? (
        <IconButton
          size="small"
          label={t('sessions.summary.remake')}
          icon={<RefreshCw {...icon} className={props.isBusy ? 'animate-spin' : undefined} />}
          disabled={props.isBusy}
          onClick={props.onRemake}
        />
      ) : null}
    </span>
  )
}

function Told({ summary, record }: { summary: SummaryView; record: SessionRecord }) {
  const t = useMessages()
  const { direction } = useUiLocale()
  const { topics } = summary
  return (
    <div className="grid gap-1.5">
      <p
        dir="auto"
        className={classNames(
          'wrap-anywhere whitespace-pre-wrap',
          direction === 'rtl' ? 'text-right' : 'text-left',
        )}
      >
        <Sides text={summary.text} />
      </p>
      <p className="text-small text-muted">
        <How summary={summary} />
        {summary.isStale ? <span className="text-waiting"> · {t('sessions.summary.stale')}</span> : null}
      </p>
      {topics.length === 0 ? null : (
        <p className="text-small text-muted">
          {t('sessions.summary.topics')} <bdi className="text-text">{topics.join(' · ')}</bdi>
        </p>
      )}
      <SuggestedTags tagIds={summary.suggestedTagIds} session={record.session} />
    </div>
  )
}

/** Each side stands by itself, as one may write from the right and the other from the left. */
const Sides = ({ text }: { text: string }) =>
  text.split(' → ').map((side, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: sides have no name but their place
    <Fragment key={i}>
      {i === 0 ? null : ' → '}
      <bdi>{side}</bdi>
    </Fragment>
  ))

/** What made it, as people call it: which version of our own that was is said on hover. */
const makerName = (maker: string): string => (maker.startsWith('rapport-') ? 'Rapport' : maker)

/** Who or what made it, and when. */
function How({ summary }: { summary: SummaryView }) {
  const t = useMessages()
  const formats = useFormats()
  const now = useNow(60_000)
  const { method, madeAt } = summary
  const who =
    method === 'hand'
      ? t('sessions.summary.how.hand', { name: summary.editedByName ?? t('sessions.summary.somebody') })
      : t(`sessions.summary.how.${method}`, { maker: makerName(summary.maker) })
  return (
    <>
      <bdi title={summary.maker}>{who}</bdi> ·{' '}
      <time title={formats.moment(madeAt)}>{formats.ago(madeAt, Math.max(madeAt, now))}</time>
    </>
  )
}

function None(props: { isEnded: boolean; busy: boolean; onMake: (() => void) | null }) {
  const t = useMessages()
  return (
    <div className="grid justify-items-start gap-2">
      <p className="text-muted">{t(props.isEnded ? 'sessions.summary.none' : 'sessions.summary.later')}</p>
      {props.onMake === null ? null : (
        <Button
          size="small"
          icon={<Sparkles size={13} aria-hidden="true" />}
          busy={props.busy}
          onClick={props.onMake}
        >
          {t('sessions.summary.make')}
        </Button>
      )}
    </div>
  )
}

function OnItsWay({
  error,
  retry,
  isRetrying,
}: Pick<ReturnType<typeof useSummary>, 'error' | 'retry' | 'isRetrying'>) {
  const t = useMessages()
  const text = useUiText()
  if (error === null) {
    return (
      <div role="status" aria-label={text('ui.loading')} className="grid gap-2 py-1">
        <Skeleton className="h-3 w-full" />
        <Skeleton className="h-3 w-3/5" />
      </div>
    )
  }
  return (
    <div role="alert" className="grid justify-items-start gap-2 text-muted">
      <p>{t('sessions.summary.failed', { reason: failureReason(error, t) })}</p>
      <Button size="small" busy={isRetrying} onClick={retry}>
        {text('ui.retry')}
      </Button>
    </div>
  )
}

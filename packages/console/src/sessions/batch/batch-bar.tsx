import { CircleCheck, Download, Tags, Trash2, UserPlus, X } from 'lucide-react'
import {
  type ComponentType,
  lazy,
  type ReactNode,
  Suspense,
  useEffect,
  useEffectEvent,
  useState,
} from 'react'
import { useMay, useMe, useMessages, useShortcut, useShortcutLabel } from '../../app/index.ts'
import { Button, IconButton, useFormats } from '../../ui/index.ts'
import { toastError } from '../actions/describe-error.ts'
import type { SessionsQuery } from '../sessions-address.ts'
import type { Selection } from '../use-selection.ts'
import type { BatchDialogProps, BatchKind, BatchStart } from './batch-dialog-props.ts'
import { chosenMax, countedMax, expectedOf, targetOf } from './batch-target.ts'
import { type BatchOrder, useBeginBatch } from './use-batches.ts'
import { useMatchingCount } from './use-matching-count.ts'

const dialogs: Readonly<Record<BatchKind, ComponentType<BatchDialogProps>>> = {
  assign: lazy(() => import('./assign-many.tsx').then((part) => ({ default: part.AssignMany }))),
  tag: lazy(() => import('./tag-many.tsx').then((part) => ({ default: part.TagMany }))),
  end: lazy(() => import('./end-many.tsx').then((part) => ({ default: part.EndMany }))),
  delete: lazy(() => import('./delete-many.tsx').then((part) => ({ default: part.DeleteMany }))),
}

/** In place of the filters while sessions are chosen: how many, and what can be done with them. */
export function BatchBar(props: {
  selection: Selection
  query: SessionsQuery
  /** The columns on the screen. */
  shown: readonly string[]
  start: BatchStart | null
  /** How many of them are not among the rows shown. */
  unseen: number
}) {
  const t = useMessages()
  const { selection } = props
  const bar = useBatchBar(props)
  const Asked = bar.asked === null ? null : dialogs[bar.asked]
  return (
    <div
      role="toolbar"
      aria-label={t('sessions.batch.bar')}
      className="flex min-h-11 flex-wrap items-center gap-x-2 gap-y-1 border-b border-line bg-selected px-4 py-1.5"
    >
      <strong role="status" className="me-1 font-strong">
        {bar.words.chosen}
      </strong>
      {props.unseen === 0 ? null : (
        <span className="text-small text-waiting">{t('sessions.batch.unseen', { n: props.unseen })}</span>
      )}
      {bar.isTooMany ? (
        <span className="text-small text-waiting">{t('sessions.batch.tooMany', { n: chosenMax })}</span>
      ) : (
        <BatchButtons onAsk={bar.ask}>
          <ExportButton {...props} />
        </BatchButtons>
      )}
      <span className="flex-1" />
      <ClearButton onClear={selection.clear} />
      {Asked === null ? null : (
        <Suspense>
          <Asked
            count={bar.count}
            sessions={bar.words.sessions}
            begin={bar.begin}
            onClose={() => bar.ask(null)}
          />
        </Suspense>
      )}
    </div>
  )
}

function useBatchBar({ selection, query, start }: Parameters<typeof BatchBar>[0]) {
  const t = useMessages()
  const { user } = useMe()
  const isMatching = selection.covers === 'matching'
  const matching = useMatchingCount(query, isMatching)
  const count = isMatching ? matching.count : selection.count
  const isTooMany = !isMatching && selection.count > chosenMax
  const [asked, ask] = useState<BatchKind | null>(start === 'me' ? null : start)
  const beginBatch = useBeginBatch()
  const begin = async (action: BatchOrder['action']): Promise<void> => {
    try {
      await beginBatch({ action, target: targetOf(selection, query), ...expectedOf(count) })
    } catch (error) {
      // Another number by now: whoever decides again has to see it.
      matching.recount()
      throw error
    }
    ask(null)
    selection.clear()
  }
  const canAct = !isTooMany
  useShortcut('sessions.batch.key.assign', 'a', () => ask('assign'), { isEnabled: canAct, opens: 'layer' })
  useShortcut('sessions.batch.key.tag', 'l', () => ask('tag'), { isEnabled: canAct, opens: 'layer' })
  useShortcut('sessions.batch.key.end', 'e', () => ask('end'), { isEnabled: canAct, opens: 'layer' })
  const assignToMe = () => {
    // All that match may be more than anybody wants by one key, so that is asked.
    if (isMatching) ask('assign')
    else begin({ do: 'assign', to: { agentId: user.id } }).catch(toastError(t('sessions.batch.notBegun'), t))
  }
  useShortcut('sessions.batch.key.assignToMe', 'm', assignToMe, { isEnabled: canAct })
  const beginAtOnce = useEffectEvent(assignToMe)
  useEffect(() => {
    if (start === 'me') beginAtOnce()
  }, [start])
  return { count, isTooMany, asked, ask, begin, words: useWords(count, isMatching) }
}

/** The number of sessions as it may be said: exact, "more than", or not at all while it is being counted. */
function useWords(count: number | null, isMatching: boolean) {
  const t = useMessages()
  const formats = useFormats()
  const isMore = count !== null && count > countedMax
  const number = count === null ? '…' : isMore ? `${formats.count(countedMax)}+` : formats.count(count)
  return {
    chosen: t(isMatching ? 'sessions.batch.chosenMatching' : 'sessions.batch.chosen', { count: number }),
    sessions:
      count === null || isMore
        ? t('sessions.batch.sessionsMany', { count: number })
        : t('sessions.batch.sessions', { n: count }),
  }
}

// A file is made of the sessions as they are, so it takes none of what changes them.
const ExportMany = lazy(() =>
  import('../export/export-many.tsx').then((part) => ({ default: part.ExportMany })),
)

/** Makes a file of the chosen sessions, which stay chosen while it is asked what goes into it. */
function ExportButton({ selection, query, shown }: Parameters<typeof BatchBar>[0]) {
  const t = useMessages()
  const mayExport = useMay('exports.create')
  const [isAsked, setIsAsked] = useState(false)
  if (!mayExport) return null
  return (
    <>
      <Button size="small" icon={<Download size={14} aria-hidden="true" />} onClick={() => setIsAsked(true)}>
        {t('sessions.export')}
      </Button>
      {isAsked ? (
        <Suspense>
          <ExportMany
            chosen={selection}
            query={query}
            shown={shown}
            onBegun={selection.clear}
            onClose={() => setIsAsked(false)}
          />
        </Suspense>
      ) : null}
    </>
  )
}

function BatchButtons({ onAsk, children }: { onAsk(kind: BatchKind): void; children: ReactNode }) {
  const t = useMessages()
  const keys = useShortcutLabel()
  const mayDelete = useMay('sessions.delete')
  return (
    <>
      <Button
        size="small"
        icon={<UserPlus size={14} aria-hidden="true" />}
        data-tooltip-keys={keys('a')}
        onClick={() => onAsk('assign')}
      >
        {t('sessions.batch.assign')}
      </Button>
      <Button
        size="small"
        icon={<Tags size={14} aria-hidden="true" />}
        data-tooltip-keys={keys('l')}
        onClick={() => onAsk('tag')}
      >
        {t('sessions.batch.tag')}
      </Button>
      <Button
        size="small"
        icon={<CircleCheck size={14} aria-hidden="true" />}
        data-tooltip-keys={keys('e')}
        onClick={() => onAsk('end')}
      >
        {t('sessions.batch.end')}
      </Button>
      {children}
      {mayDelete ? (
        <Button size="small" icon={<Trash2 size={14} aria-hidden="true" />} onClick={() => onAsk('delete')}>
          {t('sessions.batch.delete')}
        </Button>
      ) : null}
    </>
  )
}

function ClearButton({ onClear }: { onClear(): void }) {
  const t = useMessages()
  const keys = useShortcutLabel()
  useShortcut('sessions.batch.key.clear', 'escape', onClear)
  return (
    <IconButton
      size="small"
      label={t('sessions.batch.clear')}
      shortcut={keys('escape')}
      icon={<X size={15} aria-hidden="true" />}
      onClick={onClear}
    />
  )
}

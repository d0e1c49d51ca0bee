import type { ViewView } from '@rapport/contract/light'
import { ChevronDown } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { useMessages, withWords } from '../../app/index.ts'
import { Menu, type MenuEntry, useUiLocale } from '../../ui/index.ts'
import { copyText } from '../copy-text.ts'
import type { Views } from './use-views.ts'
import type { ViewAsked } from './view-dialogs.tsx'
import { viewsByScope } from './view-state.ts'

const ViewDialogs = lazy(
  withWords(() => import('./view-dialogs.tsx').then((part) => ({ default: part.ViewDialogs }))),
)

/** What the picker takes: the view the page was opened by, and how to open another. */
export type ViewPickerProps = Readonly<{
  views: Views
  view: ViewView | null
  /** What would be saved now. */
  definition: ViewView['definition']
  onOpen: (view: ViewView | null) => void
  asked: ViewAsked | null
  onAsk: (asked: ViewAsked | null) => void
}>

/** The saved views, beside the title: choose one, save what is shown, and look after the one that is open. */
export function ViewPicker(props: ViewPickerProps) {
  const t = useMessages()
  const { views, view, asked, onAsk } = props
  const entries = useEntries(props)
  return (
    <>
      <Menu
        label={t('sessions.view.picker')}
        entries={entries}
        trigger={
          <button
            type="button"
            aria-label={`${t('sessions.view.picker')}: ${view?.name ?? t('sessions.view.plain')}`}
            className="flex h-7.5 min-w-0 items-center gap-1 rounded-control px-2 text-muted hover:bg-hover hover:text-text data-popup-open:bg-hover"
          >
            <bdi className="max-w-48 truncate">{view?.name ?? t('sessions.view.plain')}</bdi>
            <ChevronDown size={14} aria-hidden="true" className="shrink-0" />
          </button>
        }
      />
      {asked === null ? null : (
        <Suspense>
          <ViewDialogs
            key={asked}
            asked={asked}
            views={views}
            view={view}
            definition={props.definition}
            onSaved={props.onOpen}
            onClose={() => onAsk(null)}
          />
        </Suspense>
      )}
    </>
  )
}

function useEntries({ views: { views, error }, view, onOpen, onAsk }: ViewPickerProps): readonly MenuEntry[] {
  const t = useMessages()
  const { tag } = useUiLocale()
  const groups = viewsByScope(views, tag)
  const listed = (heading: string, of: readonly ViewView[]): MenuEntry[] =>
    of.length === 0
      ? []
      : [
          'separator',
          { heading },
          ...of.map((one) => ({
            label: one.name,
            isChecked: one.id === view?.id,
            ...(one.scope === 'me' ? {} : { hint: one.ownerName }),
            onSelect: () => onOpen(one),
          })),
        ]
  return [
    { label: t('sessions.view.plain'), isChecked: view === null, onSelect: () => onOpen(null) },
    ...listed(t('sessions.view.mine'), groups.me),
    ...listed(t('sessions.view.team'), groups.team),
    ...listed(t('sessions.view.everyone'), groups.everyone),
    ...(error === null ? [] : (['separator', { heading: t('sessions.view.loadFailed') }] as const)),
    'separator',
    { label: t('sessions.view.saveAs'), onSelect: () => onAsk('new') },
    { label: t('sessions.view.copyLink'), onSelect: () => copyText(location.href, t) },
    ...(view?.mayChange
      ? ([
          { label: t('sessions.view.rename'), onSelect: () => onAsk('rename') },
          { label: t('sessions.view.delete'), onSelect: () => onAsk('delete'), isDangerous: true },
        ] as const)
      : []),
  ]
}

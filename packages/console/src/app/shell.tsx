import { Link, Outlet, useNavigate } from '@tanstack/react-router'
import { ClipboardCheck, Inbox, List, Search, Settings as SettingsIcon } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useCallback, useState } from 'react'
import { Tooltip, useAtRest, useFetchedAtRest } from '../ui/index.ts'
import { ConnectionBanner, useLiveConnection } from './connection.tsx'
import { useMessages } from './i18n.tsx'
import { withWords } from './messages.ts'
import { type SessionParts, SessionPartsContext } from './session-parts.tsx'
import { useShortcut, useShortcutLabel } from './shortcuts.tsx'
import { useMay } from './use-may.ts'

const AccountMenu = lazy(() => import('./account-menu.tsx').then((part) => ({ default: part.AccountMenu })))
const loadPalette = () => import('./command-palette.tsx')
const CommandPalette = lazy(() => loadPalette().then((part) => ({ default: part.CommandPalette })))
const ShellCommands = lazy(() =>
  import('./shell-commands.ts').then((part) => ({ default: part.ShellCommands })),
)
const loadSearch = withWords(() => import('../search/index.ts'))
const SearchBox = lazy(() => loadSearch().then((part) => ({ default: part.SearchBox })))
/** Whoever presses the key of a box means to type at once. */
const loadBoxes = () => Promise.all([loadSearch(), loadPalette()])
const ShortcutsHelp = lazy(
  withWords(() => import('./shortcuts-help.tsx').then((part) => ({ default: part.ShortcutsHelp }))),
)

const sessionParts: SessionParts = {
  QaTab: lazy(withWords(() => import('../quality/index.ts').then((part) => ({ default: part.QaTab })))),
}

/** What lies over every screen when it is called for. */
type Over = 'palette' | 'search' | 'help'

/** What stands around every screen: the rail (a bar at the bottom of a phone), the palette, the help. */
export function Shell() {
  const t = useMessages()
  const [open, setOpen] = useState<Over | null>(null)
  useLiveConnection()
  useFetchedAtRest(loadBoxes)
  useShellKeys(open, setOpen)
  const openHelp = useCallback(() => setOpen('help'), [])
  const openSearch = useCallback(() => setOpen('search'), [])
  const isAtRest = useAtRest()
  return (
    <div className="grid h-dvh grid-cols-[52px_minmax(0,1fr)] max-sm:grid-cols-1 max-sm:grid-rows-[minmax(0,1fr)_auto]">
      <a
        href="#content"
        className="absolute inset-s-2 top-2 z-50 -translate-y-20 rounded-control bg-accent px-3 py-1.5 text-accent-text focus:translate-y-0"
      >
        {t('app.nav.skip')}
      </a>
      <Rail onSearch={() => setOpen('search')} onHelp={() => setOpen('help')} />
      <main
        id="content"
        tabIndex={-1}
        className="flex min-h-0 min-w-0 flex-col outline-none max-sm:row-start-1"
      >
        <ConnectionBanner />
        <div className="min-h-0 flex-1">
          <SessionPartsContext value={sessionParts}>
            <Outlet />
          </SessionPartsContext>
        </div>
      </main>
      <Suspense>
        {isAtRest || open === 'palette' ? (
          <ShellCommands openHelp={openHelp} openSearch={openSearch} />
        ) : null}
      </Suspense>
      <Suspense>
        {open === 'palette' ? <CommandPalette onClose={() => setOpen(null)} /> : null}
        {open === 'search' ? <SearchBox onClose={() => setOpen(null)} /> : null}
        {open === 'help' ? <ShortcutsHelp onClose={() => setOpen(null)} /> : null}
      </Suspense>
    </div>
  )
}

const accountPlace = <span className="block size-9 max-sm:w-14" />

function Rail({ onSearch, onHelp }: { onSearch: () => void; onHelp: () => void }) {
  const t = useMessages()
  const label = useShortcutLabel()
  const isAtRest = useAtRest()
  const qualityName = t(useMay('quality.review') ? 'app.nav.quality' : 'app.nav.myReviews')
  return (
    <nav
      aria-label={t('app.nav.main')}
      className="flex flex-col items-center gap-1 border-e border-line bg-sunken py-2.5 max-sm:flex-row max-sm:justify-around max-sm:border-e-0 max-sm:border-t max-sm:py-1.5 max-sm:pb-[max(6px,env(safe-area-inset-bottom))]"
    >
      <span aria-hidden="true" className="mb-2.5 text-[17px] leading-6 font-bold text-accent max-sm:hidden">
        R
      </span>
      <RailLink
        to="/inbox/{-$list}/{-$conversationId}"
        label={t('app.nav.inbox')}
        shortcut="g i"
        icon={<Inbox size={18} strokeWidth={1.75} />}
      />
      <RailLink
        to="/sessions"
        label={t('app.nav.sessions')}
        shortcut="g s"
        icon={<List size={18} strokeWidth={1.75} />}
      />
      <Tooltip text={t('app.nav.search')} shortcut={label('/')} side="inline-end">
        <button type="button" aria-label={t('app.nav.search')} onClick={onSearch} className={railPlace}>
          <Search size={18} strokeWidth={1.75} />
          <span aria-hidden="true" className="hidden text-tiny leading-3.5 max-sm:block">
            {t('app.nav.search')}
          </span>
        </button>
      </Tooltip>
      <RailLink
        to="/quality"
        label={qualityName}
        shortcut="g q"
        icon={<ClipboardCheck size={18} strokeWidth={1.75} />}
      />
      <RailLink
        to="/settings"
        label={t('app.nav.settings')}
        shortcut="g ,"
        icon={<SettingsIcon size={18} strokeWidth={1.75} />}
      />
      <span className="mt-auto max-sm:mt-0">
        <Suspense fallback={accountPlace}>
          {isAtRest ? <AccountMenu onHelp={onHelp} /> : accountPlace}
        </Suspense>
      </span>
    </nav>
  )
}

const railPlace =
  'grid size-9 place-items-center rounded-[8px] text-muted hover:bg-hover hover:text-text aria-[current=page]:bg-surface aria-[current=page]:text-accent aria-[current=page]:shadow-hairline max-sm:h-11 max-sm:w-16 max-sm:content-center max-sm:justify-items-center max-sm:gap-0.5'

function RailLink(props: {
  to: '/inbox/{-$list}/{-$conversationId}' | '/sessions' | '/quality' | '/settings'
  label: string
  shortcut: string
  icon: ReactNode
}) {
  const label = useShortcutLabel()
  return (
    <Tooltip text={props.label} shortcut={label(props.shortcut)} side="inline-end">
      <Link
        to={props.to}
        params={{}}
        aria-label={props.label}
        activeOptions={{ exact: false, includeSearch: false }}
        className={railPlace}
      >
        {props.icon}
        <span aria-hidden="true" className="hidden text-tiny leading-3.5 max-sm:block">
          {props.label}
        </span>
      </Link>
    </Tooltip>
  )
}

function useShellKeys(open: Over | null, setOpen: (open: Over) => void): void {
  const navigate = useNavigate()
  const opening = (one: Over) => () => open !== one && setOpen(one)
  useShortcut('app.command.palette', 'mod+k', opening('palette'), { opens: 'field' })
  useShortcut('app.nav.search', '/', opening('search'), { opens: 'field' })
  useShortcut('app.menu.shortcuts', '?', opening('help'), { opens: 'layer' })
  useShortcut(
    'app.command.goInbox',
    'g i',
    () => void navigate({ to: '/inbox/{-$list}/{-$conversationId}', params: {} }),
  )
  useShortcut('app.command.goSessions', 'g s', () => void navigate({ to: '/sessions' }))
  useShortcut('app.command.goQuality', 'g q', () => void navigate({ to: '/quality' }))
  useShortcut('app.command.goSettings', 'g ,', () => void navigate({ to: '/settings' }))
}

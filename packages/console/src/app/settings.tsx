import { Link, Outlet, useLocation } from '@tanstack/react-router'
import {
  ArrowDownUp,
  Ban,
  Building2,
  Eye,
  FileDown,
  KeyRound,
  MessagesSquare,
  ScrollText,
  SlidersHorizontal,
  Tags,
  TextCursorInput,
  Users,
  Webhook,
} from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useMe } from './client.tsx'
import { useMessages } from './i18n.tsx'
import { mayIn } from './may-in.ts'

const pages = [
  {
    to: '/settings/preferences',
    key: 'app.settings.preferences',
    icon: SlidersHorizontal,
    needs: 'workspace.read',
  },
  { to: '/settings/team', key: 'app.settings.team', icon: Users, needs: 'team.read' },
  { to: '/settings/inboxes', key: 'app.settings.inboxes', icon: MessagesSquare, needs: 'inboxes.read' },
  { to: '/settings/workspace', key: 'app.settings.workspace', icon: Building2, needs: 'workspace.manage' },
  { to: '/settings/tags', key: 'app.settings.tags', icon: Tags, needs: 'tags.manage' },
  { to: '/settings/fields', key: 'app.settings.fields', icon: TextCursorInput, needs: 'fields.manage' },
  { to: '/settings/watch-words', key: 'app.settings.watchWords', icon: Eye, needs: 'watch_words.manage' },
  { to: '/settings/exports', key: 'app.settings.exports', icon: FileDown, needs: 'exports.create' },
  { to: '/settings/bans', key: 'app.settings.bans', icon: Ban, needs: 'contacts.ban' },
  { to: '/settings/audit', key: 'app.settings.audit', icon: ScrollText, needs: 'audit.read' },
  {
    to: '/settings/deliveries',
    key: 'app.settings.deliveries',
    icon: ArrowDownUp,
    needs: 'deliveries.manage',
  },
  { to: '/settings/webhooks', key: 'app.settings.webhooks', icon: Webhook, needs: 'webhooks.manage' },
  { to: '/settings/api-keys', key: 'app.settings.apiKeys', icon: KeyRound, needs: 'api_keys.manage' },
] as const

/** The settings: what this person may see of them at the side, and one page. On a phone the list stands above. */
export function Settings() {
  const t = useMessages()
  const me = useMe()
  const nav = useShownPage()
  return (
    <div className="grid h-full grid-cols-[176px_minmax(0,1fr)] max-sm:grid-cols-1 max-sm:grid-rows-[auto_minmax(0,1fr)]">
      <nav
        ref={nav}
        aria-label={t('app.settings.title')}
        className="ui-no-scrollbar flex flex-col gap-px overflow-auto border-e border-line bg-sunken px-2 py-3 max-sm:flex-row max-sm:border-e-0 max-sm:border-b max-sm:py-1.5"
      >
        {pages
          .filter(({ needs }) => mayIn(me, needs))
          .map(({ to, key, icon: Icon }) => (
            <Link
              key={to}
              to={to}
              className="flex min-h-7.5 shrink-0 items-center gap-2 rounded-base px-2 text-muted hover:bg-hover aria-[current=page]:bg-surface aria-[current=page]:font-strong aria-[current=page]:text-text aria-[current=page]:shadow-hairline"
            >
              <Icon size={15} strokeWidth={1.75} aria-hidden="true" className="max-sm:hidden" />
              {t(key)}
            </Link>
          ))}
      </nav>
      <div className="min-h-0 min-w-0">
        <Outlet />
      </div>
    </div>
  )
}

/** On a phone the pages stand in one line that scrolls: the one that is shown is brought into it. */
function useShownPage() {
  const nav = useRef<HTMLElement>(null)
  const { pathname } = useLocation()
  useEffect(() => {
    if (pathname.startsWith('/settings')) {
      nav.current
        ?.querySelector('[aria-current=page]')
        ?.scrollIntoView({ block: 'nearest', inline: 'center' })
    }
  }, [pathname])
  return nav
}

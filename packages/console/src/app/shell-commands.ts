import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { TabList } from '../sessions/index.ts'
import { useMe } from './client.tsx'
import { type Command, useCommands } from './commands.tsx'
import { useMessages } from './i18n.tsx'
import { mayIn } from './may-in.ts'
import type { MessageKey } from './messages.ts'
import { themes, useTheme } from './preferences.ts'

// Named here and not fetched with the table, so that every screen offers them; the type keeps the two alike.
const sessionLists: Readonly<Record<TabList, MessageKey>> = {
  all: 'sessions.list.all',
  active: 'sessions.list.active',
  unassigned: 'sessions.list.unassigned',
  bot: 'sessions.list.bot',
  on_hold: 'sessions.list.on_hold',
  wrap_up: 'sessions.list.wrap_up',
  historical: 'sessions.list.historical',
  ended: 'sessions.list.ended',
}

// The settings that are come for by name; each only for whoever may open it.
const settingsPages = [
  { to: '/settings/tags', key: 'app.settings.tags', needs: 'tags.manage' },
  { to: '/settings/fields', key: 'app.settings.fields', needs: 'fields.manage' },
  { to: '/settings/watch-words', key: 'app.settings.watchWords', needs: 'watch_words.manage' },
  { to: '/settings/exports', key: 'app.settings.exports', needs: 'exports.create' },
  { to: '/settings/bans', key: 'app.settings.bans', needs: 'contacts.ban' },
  { to: '/settings/audit', key: 'app.settings.audit', needs: 'audit.read' },
  { to: '/settings/api-keys', key: 'app.settings.apiKeys', needs: 'api_keys.manage' },
  { to: '/settings/webhooks', key: 'app.settings.webhooks', needs: 'webhooks.manage' },
  { to: '/settings/deliveries', key: 'app.settings.deliveries', needs: 'deliveries.manage' },
] as const

/**
 * What the palette offers on every screen: where to go, each list of sessions, the help, and the theme. It shows nothing,
 * and is fetched once the first screen stands.
 */
export function ShellCommands(opening: Opening): null {
  const places = usePlaces(opening)
  const lists = useSessionLists()
  const pages = useSettingsPages()
  const appearance = useThemes()
  useCommands(
    useMemo(() => [...places, ...lists, ...pages, ...appearance], [places, lists, pages, appearance]),
  )
  return null
}

type Opening = Readonly<{ openHelp: () => void; openSearch: () => void }>

function usePlaces({ openHelp, openSearch }: Opening): readonly Command[] {
  const t = useMessages()
  const navigate = useNavigate()
  const qualityName = t(mayIn(useMe(), 'quality.review') ? 'app.nav.quality' : 'app.nav.myReviews')
  return useMemo(() => {
    const group = t('app.command.go')
    return [
      {
        id: 'app.inbox',
        group,
        label: t('app.nav.inbox'),
        shortcut: 'g i',
        run: () => void navigate({ to: '/inbox/{-$list}/{-$conversationId}', params: {} }),
      },
      {
        id: 'app.sessions',
        group,
        label: t('app.nav.sessions'),
        shortcut: 'g s',
        run: () => void navigate({ to: '/sessions' }),
      },
      {
        id: 'app.quality',
        group,
        label: qualityName,
        shortcut: 'g q',
        run: () => void navigate({ to: '/quality' }),
      },
      {
        id: 'app.settings',
        group,
        label: t('app.nav.settings'),
        shortcut: 'g ,',
        run: () => void navigate({ to: '/settings' }),
      },
      { id: 'app.search', group, label: t('app.nav.search'), shortcut: '/', run: openSearch },
      { id: 'app.help', group, label: t('app.menu.shortcuts'), shortcut: '?', run: openHelp },
    ]
  }, [t, navigate, qualityName, openHelp, openSearch])
}

function useSessionLists(): readonly Command[] {
  const t = useMessages()
  const navigate = useNavigate()
  return useMemo(
    () =>
      Object.entries(sessionLists).map(([list, name]) => ({
        id: `app.sessions.${list}`,
        group: t('app.command.go'),
        label: t('sessions.goTo', { list: t(name) }),
        run: () => void navigate({ to: '/sessions', search: list === 'all' ? {} : { list } }),
      })),
    [t, navigate],
  )
}

function useSettingsPages(): readonly Command[] {
  const t = useMessages()
  const navigate = useNavigate()
  const me = useMe()
  return useMemo(
    () =>
      settingsPages
        .filter(({ needs }) => mayIn(me, needs))
        .map(({ to, key }) => ({
          id: key,
          group: t('app.command.go'),
          label: t(key),
          run: () => void navigate({ to }),
        })),
    [t, navigate, me],
  )
}

function useThemes(): readonly Command[] {
  const t = useMessages()
  const [, setTheme] = useTheme()
  return useMemo(
    () =>
      themes.map((theme) => ({
        id: `app.theme.${theme}`,
        group: t('app.command.appearance'),
        label: t('app.command.theme', { name: t(`app.theme.${theme}`) }),
        run: () => setTheme(theme),
      })),
    [t, setTheme],
  )
}

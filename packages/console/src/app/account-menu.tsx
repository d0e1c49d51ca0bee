import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Keyboard, LogOut, SlidersHorizontal } from 'lucide-react'
import { Avatar, Menu, type MenuEntry, showToast } from '../ui/index.ts'
import { useClient, useMe, workspacePreference } from './client.tsx'
import { useMessages } from './i18n.tsx'
import { locales } from './locales.ts'
import { themes, useLocale, useTheme } from './preferences.ts'
import { useShortcutLabel } from './shortcuts.tsx'

/** The signed-in person's own menu: workspaces, theme, language, and the way out. */
export function AccountMenu({ onHelp }: { onHelp: () => void }) {
  const t = useMessages()
  const me = useMe()
  const label = useShortcutLabel()
  const navigate = useNavigate()
  const signOut = useSignOut()
  const entries: MenuEntry[] = [
    { heading: `${me.displayName} · ${me.workspace.name}` },
    ...useWorkspaceEntries(),
    'separator',
    ...useAppearanceEntries(),
    'separator',
    {
      label: t('app.menu.preferences'),
      icon: <SlidersHorizontal size={15} />,
      onSelect: () => void navigate({ to: '/settings/preferences' }),
    },
    { label: t('app.menu.shortcuts'), icon: <Keyboard size={15} />, shortcut: label('?'), onSelect: onHelp },
    'separator',
    { label: t('app.menu.signOut'), icon: <LogOut size={15} />, onSelect: signOut },
  ]
  return (
    <Menu
      side="inline-end"
      align="end"
      entries={entries}
      trigger={
        <button
          type="button"
          className="grid size-9 place-items-center rounded-[8px] hover:bg-hover data-popup-open:bg-hover max-sm:h-10 max-sm:w-14"
        >
          <Avatar name={me.displayName} pictureUrl={me.avatarUrl} size="medium" />
          <span className="sr-only">{t('app.menu.account', { name: me.displayName })}</span>
        </button>
      }
    />
  )
}

function useWorkspaceEntries(): MenuEntry[] {
  const t = useMessages()
  const { workspace, workspaces } = useMe()
  if (workspaces.length < 2) return []
  return [
    'separator',
    { heading: t('app.menu.workspaces') },
    ...workspaces.map(({ id, name }) => ({
      label: name,
      isChecked: id === workspace.id,
      onSelect: () => {
        workspacePreference.set(id)
        location.assign('/')
      },
    })),
  ]
}

function useAppearanceEntries(): MenuEntry[] {
  const t = useMessages()
  const [theme, setTheme] = useTheme()
  const [locale, setLocale] = useLocale()
  const entries: MenuEntry[] = [
    { heading: t('app.menu.theme') },
    ...themes.map((one) => ({
      label: t(`app.theme.${one}`),
      isChecked: one === theme,
      onSelect: () => setTheme(one),
    })),
  ]
  const offered = locales.filter((one) => import.meta.env.DEV || !one.transform || one.id === locale.id)
  if (offered.length < 2) return entries
  return [
    ...entries,
    'separator',
    { heading: t('app.menu.language') },
    ...offered.map((one) => ({
      label: one.name,
      isChecked: one.id === locale.id,
      onSelect: () => setLocale(one.id),
    })),
  ]
}

function useSignOut(): () => void {
  const client = useClient()
  const queries = useQueryClient()
  const t = useMessages()
  return () => {
    client.logins.signOut({}).then(
      () => {
        queries.clear()
        location.assign('/sign-in')
      },
      () => showToast({ title: t('app.error.start'), kind: 'error' }),
    )
  }
}

import { CommandSurface } from '../ui/index.ts'
import { useCommandList } from './commands.tsx'
import { useMessages } from './i18n.tsx'
import { useShortcutLabel } from './shortcuts.tsx'

/** Everything that can be done from here, found by a few letters of its words. */
export function CommandPalette({ onClose }: { onClose: () => void }) {
  const t = useMessages()
  const label = useShortcutLabel()
  const commands = useCommandList()
  return (
    <CommandSurface
      label={t('app.command.palette')}
      placeholder={t('app.command.search')}
      emptyText={t('app.command.empty')}
      onClose={onClose}
      items={commands.map(({ shortcut, ...command }) => ({
        ...command,
        ...(shortcut ? { shortcut: label(shortcut) } : {}),
      }))}
    />
  )
}

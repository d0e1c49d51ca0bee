import { Dialog, Kbd } from '../ui/index.ts'
import { useMessages } from './i18n.tsx'
import type { MessageKey } from './messages.ts'
import type { Shortcut } from './shortcut-registry.ts'
import { useShortcutLabel, useShortcutList } from './shortcuts.tsx'

/** Every shortcut in force on this screen, by feature, with the keys of the reader's layout. */
export function ShortcutsHelp({ onClose }: { onClose: () => void }) {
  const t = useMessages()
  const label = useShortcutLabel()
  const groups = Object.groupBy(uniqueById(useShortcutList()), ({ id }) => id.split('.')[0] ?? 'app')
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('app.shortcuts.title')}
      description={t('app.shortcuts.hint')}
      width="medium"
    >
      <div className={Object.keys(groups).length > 1 ? 'gap-x-8 sm:columns-2' : ''}>
        {Object.entries(groups).map(([folder, shortcuts]) => (
          <section key={folder} className="mb-4 break-inside-avoid">
            <h3 className="mb-1 text-small text-faint">{t(`app.shortcuts.group.${folder}` as MessageKey)}</h3>
            <dl>
              {(shortcuts ?? []).map((shortcut) => (
                <div
                  key={`${shortcut.id} ${shortcut.keys}`}
                  className="flex min-h-7 items-center py-0.5 gap-3 border-b border-line-soft"
                >
                  <dt className="min-w-0 flex-1">{t(shortcut.id as MessageKey)}</dt>
                  <dd>
                    <Kbd keys={label(shortcut.keys)} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}

function uniqueById(shortcuts: readonly Shortcut[]): Shortcut[] {
  return [...new Map(shortcuts.map((shortcut) => [`${shortcut.id} ${shortcut.keys}`, shortcut])).values()]
}

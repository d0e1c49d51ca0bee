import { useNavigate, useSearch } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { SettingsPage, useMessages } from '../app/index.ts'
import { Button, Tabs } from '../ui/index.ts'
import { NewWordsDialog } from './new-words-dialog.tsx'
import { WatchHits } from './watch-hits.tsx'
import { WatchWordList } from './watch-word-list.tsx'

const tabs = ['words', 'hits'] as const

/** Watch-words and where they were found. */
export function WatchWordsScreen() {
  const t = useMessages()
  const navigate = useNavigate()
  const search = useSearch({ from: '/shell/settings/watch-words' })
  const tab = search.tab === 'hits' ? 'hits' : 'words'
  const [isAdding, setIsAdding] = useState(false)
  const add = (
    <Button kind="primary" icon={<Plus size={15} aria-hidden="true" />} onClick={() => setIsAdding(true)}>
      {t('watch-words.add')}
    </Button>
  )
  return (
    <SettingsPage
      isWhole
      title={t('app.settings.watchWords')}
      description={t('watch-words.what')}
      action={add}
    >
      <Tabs
        label={t('app.settings.watchWords')}
        value={tab}
        onChange={(value) =>
          void navigate({
            to: '/settings/watch-words',
            search: value === 'words' ? {} : { tab: value },
            replace: true,
          })
        }
        items={tabs.map((value) => ({ value, label: t(`watch-words.tab.${value}`) }))}
        panel={tab === 'words' ? <WatchWordList action={add} /> : <WatchHits />}
        className="min-h-0 flex-1"
      />
      {isAdding ? <NewWordsDialog onClose={() => setIsAdding(false)} /> : null}
    </SettingsPage>
  )
}

import type { WidgetSettings } from '@rapport/contract/light'
import { useEffect, useMemo, useState } from 'preact/hooks'
import { Announcer } from './announcer.tsx'
import { Composer } from './composer.tsx'
import { ConnectionNote } from './connection-note.tsx'
import { Head } from './head.tsx'
import { Log } from './log.tsx'
import { counterpart } from './timeline.ts'
import { createUploads } from './uploads.ts'
import { useFileDrop } from './use-file-drop.ts'
import { useValue } from './use-value.ts'
import type { Visit } from './visit.ts'
import { useWords } from './words.ts'

type ChatProps = Readonly<{ visit: Visit; settings: WidgetSettings; isOpen: boolean; onClose(): void }>

/** A visitor's conversation, and what they can do in it. */
export function Chat({ visit, settings, isOpen, onClose }: ChatProps) {
  const { t } = useWords()
  const view = useValue(visit.store)
  const { conversation } = view
  const uploads = useMemo(() => createUploads(visit.client), [visit])
  const isDropping = useFileDrop(uploads)
  useReading(visit, isOpen)

  const latest = conversation?.sessions.at(-1)
  // Ended, and nothing new begun: the next message starts a new session in the same conversation.
  const [restarted, setRestarted] = useState<string | null>(null)
  const isOver = latest?.state === 'ended' && restarted !== latest.id && view.pending.length === 0
  // For as long as a refused message stands there: trying it again, or discarding it, brings the composer back.
  const isBanned = view.pending.some(({ error }) => error === 'contact_banned')
  return (
    <>
      <Head settings={settings} person={conversation && counterpart(conversation)} onClose={onClose} />
      <ConnectionNote visit={visit} />
      <Log visit={visit} view={view} settings={settings} />
      {isBanned ? (
        <p class="over" role="alert">
          {t('refused.banned')}
        </p>
      ) : isOver ? (
        <div class="over">
          <button type="button" class="primary" onClick={() => setRestarted(latest.id)}>
            {t('session.startNew')}
          </button>
        </div>
      ) : (
        <Composer visit={visit} uploads={uploads} focusKey={`${isOpen}:${restarted}`} />
      )}
      <Announcer conversation={conversation} />
      {isDropping && <div class="drop">{t('file.drop')}</div>}
    </>
  )
}

/** What is on an open panel in a visible page has been read. */
function useReading({ store }: Visit, isOpen: boolean): void {
  useEffect(() => {
    if (!isOpen) return
    const read = () => {
      if (document.visibilityState === 'visible') store.read()
    }
    read()
    document.addEventListener('visibilitychange', read)
    const unsubscribe = store.subscribe(read)
    return () => {
      unsubscribe()
      document.removeEventListener('visibilitychange', read)
    }
  }, [store, isOpen])
}

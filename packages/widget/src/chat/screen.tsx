import { useEffect, useMemo } from 'preact/hooks'
import { directionOf } from '../bridge/choose-locale.ts'
import { Chat } from './chat.tsx'
import { Head } from './head.tsx'
import { mayPass, type Panel, type Refusal } from './panel-state.ts'
import { useAccent } from './use-accent.ts'
import { useValue } from './use-value.ts'
import { useWords, WordsContext } from './words.ts'

/** The whole panel, in the visitor's language. */
export function Screen({ panel }: { panel: Panel }) {
  const { translate, locale, settings, visit, refusal, isOpen } = useValue(panel)
  useAccent(settings?.accent ?? null)
  const words = useMemo(() => translate && { t: translate, locale }, [translate, locale])
  useEffect(() => {
    document.documentElement.lang = locale
    document.documentElement.dir = directionOf(locale)
  }, [locale])
  useEscape(panel)
  if (!words) return null
  document.title = settings?.title ?? words.t('panel.title')
  return (
    <WordsContext value={words}>
      <main class="panel">
        {visit && settings ? (
          <Chat visit={visit} settings={settings} isOpen={isOpen} onClose={panel.close} key={visit} />
        ) : (
          <>
            <Head settings={settings} person={null} onClose={panel.close} />
            <Waiting refusal={refusal} onRetry={panel.retry} />
          </>
        )}
        <p class="brand">{words.t('brand')}</p>
      </main>
    </WordsContext>
  )
}

function Waiting({ refusal, onRetry }: { refusal: Refusal | null; onRetry(): void }) {
  const { t } = useWords()
  if (!refusal) {
    return (
      <p class="waiting" role="status">
        {t('connection.connecting')}
      </p>
    )
  }
  return (
    <div class="waiting" role="alert">
      <p>{t(`refused.${refusal}`)}</p>
      {mayPass.has(refusal) && (
        <button type="button" class="primary" onClick={onRetry}>
          {t('refused.retry')}
        </button>
      )}
    </div>
  )
}

function useEscape(panel: Panel): void {
  useEffect(() => {
    const leave = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.isComposing) panel.close()
    }
    addEventListener('keydown', leave)
    return () => removeEventListener('keydown', leave)
  }, [panel])
}

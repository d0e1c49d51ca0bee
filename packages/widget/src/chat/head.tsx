import type { PersonView, WidgetSettings } from '@rapport/contract/light'
import { Avatar } from './bubble.tsx'
import { Icon } from './icons.tsx'
import { useWords } from './words.ts'

type HeadProps = Readonly<{ settings: WidgetSettings | null; person: PersonView | null; onClose(): void }>

/** Whom one is talking to: the agent, the bot (and that it is one), or the house. */
export function Head({ settings, person, onClose }: HeadProps) {
  const { t } = useWords()
  const title = settings?.title ?? t('panel.title')
  return (
    <header class="head">
      {person && <Avatar person={person} size={34} />}
      <div class="who">
        <h1>
          <bdi>{person?.name ?? title}</bdi>
          {person?.kind === 'bot' && <span class="badge">{t('head.bot')}</span>}
        </h1>
        {person && <p>{title}</p>}
      </div>
      <button type="button" class="tool" aria-label={t('head.close')} onClick={onClose}>
        <Icon name="minimise" />
      </button>
    </header>
  )
}

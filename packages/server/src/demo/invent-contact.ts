import type { Stage } from './compose-session.ts'
import { type DemoInbox, demoInboxes } from './demo-people.ts'
import { type Language, languages } from './languages/index.ts'
import type { Random } from './random.ts'

/** The door somebody comes in by; only some lead to the bot. */
export function chooseInbox(random: Random, stage: Stage): DemoInbox {
  const fitting = stage === 'bot' ? demoInboxes.filter(({ startsIn }) => startsIn === 'bot') : demoInboxes
  return random.weighted(fitting.map((inbox) => [inbox, inbox.share] as const))
}

/** What somebody writes in. LINE is at home in Japan and Thailand. */
export function chooseLanguage(random: Random, { key }: DemoInbox): Language {
  const atHome = languages.filter(([{ locale }]) => locale === 'ja' || locale === 'th' || locale === 'zh')
  return random.weighted(key === 'line' && random.chance(0.8) ? atHome : languages)
}

/** Somebody who never was. `givenName` is empty for who has not told it. */
export type Person = Readonly<{
  givenName: string
  name: string | null
  email: string | null
  locale: string
  externalId: string
}>

/** Makes somebody up. Strangers come to web chats only: every other channel tells a name. */
export function inventContact(random: Random, language: Language, inbox: DemoInbox): Person {
  const [given, family] = random.pick(language.names)
  const isNamed = inbox.channel !== 'web' || random.chance(0.82)
  const isFamilyFirst = language.locale === 'zh' || language.locale === 'ja'
  const number = random.between(10, 9999)
  const hasEmail = inbox.key === 'email' || (isNamed && random.chance(0.45))
  return {
    givenName: isNamed ? given : '',
    name: isNamed ? (isFamilyFirst ? `${family}${given}` : `${given} ${family}`) : null,
    email: hasEmail ? `${latinOf(given) || 'guest'}.${number}@example.test` : null,
    locale: language.locale,
    externalId: `demo-${inbox.key}-${random.id(0).slice(-12)}`,
  }
}

const latinOf = (name: string) =>
  name
    .normalize('NFD')
    .replace(/[^a-zA-Z]/g, '')
    .toLowerCase()

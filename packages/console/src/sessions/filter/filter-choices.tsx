import { useCallback, useMemo } from 'react'
import { type MessageKey, type Translate, useMe, useMessages } from '../../app/index.ts'
import { Avatar, ChannelGlyph, type Choice, useUiLocale, useUiText } from '../../ui/index.ts'
import type { PlacedTag } from '../marks/place-tags.ts'
import { tagChoices } from '../marks/tag-choices.tsx'
import { useTags } from '../marks/use-tags.ts'
import { countryName } from '../place-names.ts'
import type { CatalogueField } from './filter-catalogue.ts'
import { useDirectory } from './use-directory.ts'

// Choices whose words are the same wherever they stand.
const words: Readonly<Record<string, MessageKey>> = {
  agent: 'sessions.filter.choice.agent',
  bot: 'sessions.filter.choice.bot',
  contact: 'sessions.filter.choice.contact',
  system: 'sessions.filter.choice.system',
  desktop: 'sessions.filter.choice.desktop',
  phone: 'sessions.filter.choice.phone',
  tablet: 'sessions.filter.choice.tablet',
  urgent: 'sessions.filter.choice.urgent',
  high: 'sessions.filter.choice.high',
  normal: 'sessions.filter.choice.normal',
  low: 'sessions.filter.choice.low',
  negative: 'sessions.mood.negative',
  neutral: 'sessions.mood.neutral',
  positive: 'sessions.mood.positive',
}

/**
 * What may be chosen for a field, with names, pictures and colours: people, places, tags and fixed words. Null for a
 * field whose values are typed, or found elsewhere.
 */
export function useFilterChoices(): (field: CatalogueField) => readonly Choice[] | null {
  const t = useMessages()
  const text = useUiText()
  const { tag } = useUiLocale()
  const { workspace } = useMe()
  const { agents, teams, bots, inboxes } = useDirectory()
  const { sessionTags, contactTags } = useTags()
  return useMemo(() => {
    const people = (): Choice[] => [
      // Whoever reads, and then everybody by name, oneself too: a filter that a colleague made may name one.
      { value: 'me', label: t('sessions.filter.me') },
      ...agents
        .toSorted(
          (a, b) => Number(a.deactivated) - Number(b.deactivated) || a.name.localeCompare(b.name, tag),
        )
        .map(({ id, name, avatarUrl }) => person(id, name, avatarUrl)),
    ]
    // Whoever carries one of those under it is found as well.
    const withUnder = ({ under }: PlacedTag) =>
      under === 0 ? undefined : t('sessions.filter.under', { n: under })
    const byField: Readonly<Record<string, (field: CatalogueField) => readonly Choice[]>> = {
      agent: people,
      participant: people,
      mentioned: people,
      bot: () => bots.map(({ id, name, avatarUrl }) => person(id, name, avatarUrl)),
      team: () => teams.map(({ id, name }) => ({ value: id, label: name })),
      inbox: () => inboxes.map(({ id, name, channelKind }) => place(id, name, channelKind)),
      channel: () =>
        [...new Set(inboxes.map(({ channelKind }) => channelKind))].map((kind) =>
          place(kind, isChannel(kind) ? text(`ui.channel.${kind}`) : kind, kind),
        ),
      tag: () => tagChoices(sessionTags, withUnder),
      contactTag: () => tagChoices(contactTags),
      outcome: () => workspace.settings.outcomes.map((word) => ({ value: word, label: word })),
      country: () => countries(tag),
      state: ({ choices }) => named(choices, (state) => text(`ui.state.${state as 'bot'}`)),
      endReason: ({ choices }) =>
        named(choices, (reason) => capitalised(t(`sessions.endReason.${reason as 'api'}`), tag)),
      weekday: ({ choices }) => named(choices, (_day, index) => weekday(index, tag)),
    }
    return (field) => byField[field.name]?.(field) ?? fixedChoices(field, t)
  }, [t, text, tag, workspace, agents, teams, bots, inboxes, sessionTags, contactTags])
}

const named = (
  choices: readonly string[] = [],
  labelOf: (choice: string, index: number) => string,
): readonly Choice[] => choices.map((value, index) => ({ value, label: labelOf(value, index) }))

const place = (value: string, label: string, channelKind: string): Choice => ({
  value,
  label,
  icon: <ChannelGlyph kind={channelKind} size={14} isDecoration />,
})

function fixedChoices({ name, choices }: CatalogueField, t: (key: MessageKey) => string) {
  if (choices === undefined) return null
  const isCustom = name.includes('.')
  return choices.map((value): Choice => {
    const key = isCustom ? undefined : words[value]
    return { value, label: key === undefined ? value : t(key) }
  })
}

const person = (value: string, name: string, avatarUrl: string | null): Choice => ({
  value,
  label: name,
  icon: <Avatar name={name} pictureUrl={avatarUrl} />,
})

const channels = [
  'web',
  'whatsapp',
  'messenger',
  'instagram',
  'line',
  'telegram',
  'email',
  'sms',
  'generic',
] as const
const isChannel = (kind: string): kind is (typeof channels)[number] =>
  channels.some((channel) => channel === kind)

const capitalised = (words: string, tag: string) => words.charAt(0).toLocaleUpperCase(tag) + words.slice(1)

// 1 January 2024 was a Monday.
const weekday = (index: number, tag: string): string =>
  new Intl.DateTimeFormat(tag, { weekday: 'long', timeZone: 'UTC' }).format(Date.UTC(2024, 0, 1 + index))

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
let known: { tag: string; choices: readonly Choice[] } | null = null

/** Every country that has a name in the reader's language: two letters, tried once. */
function countries(tag: string): readonly Choice[] {
  if (known?.tag === tag) return known.choices
  const names = new Intl.DisplayNames(tag, { type: 'region', fallback: 'none' })
  const codes = [...letters].flatMap((one) => [...letters].map((other) => one + other))
  const choices = codes
    .flatMap((value): Choice[] => {
      const label = names.of(value)
      return label === undefined || value === 'ZZ' || value === 'EU' ? [] : [{ value, label, hint: value }]
    })
    .sort((a, b) => a.label.localeCompare(b.label, tag))
  known = { tag, choices }
  return choices
}

/** Names what a chip compares with: its choice's words, a country by its code, or that it is gone, once that is known. */
export function useFilterNames(): (field: CatalogueField, value: string) => string {
  const t = useMessages()
  const { tag } = useUiLocale()
  const choicesOf = useFilterChoices()
  const { byId, isPending, error } = useTags()
  const isKnown = useDirectory().isKnown && !isPending && error === null
  return useCallback(
    (field, value) => {
      if (field.name === 'country') return countryName(value, tag)
      if (field.name === 'contact') return t('sessions.filter.contactThis')
      const tagged = byId.get(value)
      if (tagged) return tagName(tagged, t)
      const label = choicesOf(field)?.find((choice) => choice.value === value)?.label
      if (label !== undefined) return label
      if (!isById(field)) return value
      return isKnown ? t('sessions.filter.gone') : '…'
    },
    [t, tag, choicesOf, isKnown, byId],
  )
}

/** A tag, and how many stand under it, for they are found as well. */
const tagName = ({ name, under }: PlacedTag, t: Translate): string =>
  under === 0 ? name : t('sessions.filter.withUnder', { name, n: under })

const isById = ({ kind }: CatalogueField) => kind === 'id' || kind === 'ids'

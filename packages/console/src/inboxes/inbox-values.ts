import type { GenericSettings, InboxView, WidgetSettings } from '@rapport/contract/light'

/** The kinds of inbox that can be made here. */
export const inboxKinds = ['web', 'generic'] as const
export type InboxKind = (typeof inboxKinds)[number]

/**
 * An inbox of either kind as its form holds it. `starts` is `unassigned` or a bot's id; origins stand one to a line;
 * `hasWindow` says whether the hours count.
 */
export type InboxValues = {
  name: string
  starts: string
  teamId: string
  widget: Omit<WidgetSettings, 'allowedOrigins'> & { allowedOrigins: string }
  channelLabel: string
  settings: { url: string; deduplicates: boolean; hasWindow: boolean; replyWindowHours: number }
  agentIds: string[]
  teamIds: string[]
}

/** The choice of no team: a select takes an empty text for nothing chosen. */
export const noTeam = 'none'

/** The form of an inbox, or of a new one. */
export function valuesOf(inbox: InboxView | null, greeting: string): InboxValues {
  const widget = inbox?.widget?.settings
  return {
    name: inbox?.name ?? '',
    starts: inbox?.startsIn === 'bot' && inbox.botId !== null ? inbox.botId : 'unassigned',
    teamId: inbox?.teamId ?? noTeam,
    widget: {
      title: widget?.title ?? '',
      greeting: widget?.greeting ?? greeting,
      accent: widget?.accent ?? '#0c6457',
      allowedOrigins: (widget?.allowedOrigins ?? []).join('\n'),
      requireIdentity: widget?.requireIdentity ?? false,
    },
    channelLabel: inbox?.channelLabel ?? '',
    settings: settingsFor(inbox?.generic?.settings),
    agentIds: [...(inbox?.agentIds ?? [])],
    teamIds: [...(inbox?.teamIds ?? [])],
  }
}

const settingsFor = (settings: GenericSettings | undefined): InboxValues['settings'] => ({
  url: settings?.url ?? '',
  deduplicates: settings?.deduplicates ?? false,
  hasWindow: (settings?.replyWindowHours ?? null) !== null,
  replyWindowHours: settings?.replyWindowHours ?? 24,
})

/** What is sent for a web chat: everything but who works the inbox, which is a write of its own. */
export function inputOf({ widget, ...values }: InboxValues) {
  return {
    ...routingOf(values),
    widget: {
      ...widget,
      title: widget.title.trim() || values.name.trim(),
      allowedOrigins: originsOf(widget.allowedOrigins),
    },
  }
}

/** The same for a generic channel. No address means that replies have nowhere to go yet. */
export function genericInputOf({ channelLabel, settings, ...values }: InboxValues) {
  return {
    ...routingOf(values),
    channelLabel: channelLabel.trim() || null,
    settings: {
      url: settings.url.trim() || null,
      deduplicates: settings.deduplicates,
      replyWindowHours: settings.hasWindow ? settings.replyWindowHours : null,
    },
  }
}

function routingOf({ name, starts, teamId }: Pick<InboxValues, 'name' | 'starts' | 'teamId'>) {
  const hasBot = starts !== 'unassigned'
  return {
    name: name.trim(),
    startsIn: hasBot ? ('bot' as const) : ('unassigned' as const),
    botId: hasBot ? starts : null,
    teamId: teamId === noTeam ? null : teamId,
  }
}

/** The origins in a text, one to a line; a whole address is cut to its origin, as people paste addresses. */
export function originsOf(text: string): string[] {
  return text
    .split(/[\s,]+/)
    .filter((line) => line !== '')
    .map((line) => /^(https?:\/\/[^/]+)\/.*$/i.exec(line)?.[1] ?? line)
    .map((line) => line.toLowerCase())
}

/** The line that puts the chat on a page. */
export const snippetOf = (deskOrigin: string, key: string): string =>
  `<script async src="${deskOrigin}/widget.js" data-key="${key}"></script>`

/** How a page's own server signs its visitor. */
export const signingExample = (secret: string): string => `import { createHmac } from 'node:crypto'

const visitor = { userId: '42', name: 'Li Chen', email: 'li@example.com' }
const payload = JSON.stringify(['rapport-visitor-1', visitor.userId, visitor.name, visitor.email])
const signature = createHmac('sha256', '${secret}').update(payload).digest('hex')

// In the page, after the widget's script:
// rapport('identify', { ...visitor, signature })`

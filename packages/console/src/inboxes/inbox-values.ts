import type { InboxView, WidgetSettings } from '@rapport/contract/light'

/** An inbox as its form holds it. `startsIn` is `unassigned` or a bot's id; origins stand one to a line. */
export type InboxValues = {
  name: string
  starts: string
  teamId: string
  widget: Omit<WidgetSettings, 'allowedOrigins'> & { allowedOrigins: string }
  agentIds: string[]
  teamIds: string[]
}

/** The choice of no team: a select takes an empty text for nothing chosen. */
export const noTeam = 'none'

/** The form of an inbox, or of a new one. */
export function valuesOf(inbox: InboxView | null, greeting: string): InboxValues {
  const settings = inbox?.widget?.settings
  return {
    name: inbox?.name ?? '',
    starts: inbox?.startsIn === 'bot' && inbox.botId !== null ? inbox.botId : 'unassigned',
    teamId: inbox?.teamId ?? noTeam,
    widget: {
      title: settings?.title ?? '',
      greeting: settings?.greeting ?? greeting,
      accent: settings?.accent ?? '#0c6457',
      allowedOrigins: (settings?.allowedOrigins ?? []).join('\n'),
      requireIdentity: settings?.requireIdentity ?? false,
    },
    agentIds: [...(inbox?.agentIds ?? [])],
    teamIds: [...(inbox?.teamIds ?? [])],
  }
}

/** What is sent for a form: everything but who works the inbox, which is a write of its own. */
export function inputOf({ name, starts, teamId, widget }: InboxValues) {
  const hasBot = starts !== 'unassigned'
  return {
    name: name.trim(),
    startsIn: hasBot ? ('bot' as const) : ('unassigned' as const),
    botId: hasBot ? starts : null,
    teamId: teamId === noTeam ? null : teamId,
    widget: {
      ...widget,
      title: widget.title.trim() || name.trim(),
      allowedOrigins: originsOf(widget.allowedOrigins),
    },
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

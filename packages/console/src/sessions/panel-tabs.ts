import { asId, type MessageId } from '@rapport/domain'

/** What can be read of one session, in the order of its tabs. */
export const panelTabs = [
  'transcript',
  'details',
  'fields',
  'notes',
  'routing',
  'qa',
  'history',
  'audit',
] as const
export type PanelTab = (typeof panelTabs)[number]

/** The tab in an address; Transcript when none is named. */
const readTab = (text: string | undefined): PanelTab => panelTabs.find((tab) => tab === text) ?? 'transcript'

/** The place in one session: a tab, and in Transcript the message that was asked for. */
export type PanelPlace = Readonly<{ tab: PanelTab; messageId: MessageId | null }>

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** The place in an address that anybody may have typed. A message has no place but Transcript. */
export function readPlace(parameters: { tab?: string; message?: string }): PanelPlace {
  const tab = readTab(parameters.tab)
  const { message = '' } = parameters
  const isMessage = tab === 'transcript' && uuid.test(message)
  return { tab, messageId: isMessage ? asId<MessageId>(message.toLowerCase()) : null }
}

/** The shortest parameters that read back as this place. */
export function writePlace({ tab, messageId }: PanelPlace): { tab?: string; message?: string } {
  if (tab !== 'transcript') return { tab }
  return messageId === null ? {} : { message: messageId }
}

import { asId, type ContactId, type InboxId, type SessionId, type SessionList } from '@rapport/domain'

/** The lists that have a tab, in its order. Mine is the Inbox's. */
export const tabLists = [
  'all',
  'active',
  'unassigned',
  'bot',
  'on_hold',
  'wrap_up',
  'historical',
  'ended',
] as const satisfies readonly SessionList[]
export type TabList = (typeof tabLists)[number]

/** What the panel of one session can show, in the order of its tabs. */
export const panelTabs = ['transcript', 'details', 'routing', 'notes'] as const
export type PanelTab = (typeof panelTabs)[number]

/** Which sessions are asked for. */
export type SessionsFilter = Readonly<{
  list: TabList
  inboxId: InboxId | null
  contactId: ContactId | null
}>

/** Everything the Sessions page keeps in its address, so that a link shows a colleague the same screen. */
export type SessionsAddress = SessionsFilter & Readonly<{ sessionId: SessionId | null; tab: PanelTab }>

/** The address as the search parameters of `/sessions`. */
export type SessionsParameters = {
  list?: string
  inbox?: string
  contact?: string
  session?: string
  tab?: string
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Reads an address that anybody may have typed: what means nothing is as if it were not there. */
export function readAddress(parameters: SessionsParameters): SessionsAddress {
  return {
    list: oneOf(tabLists, parameters.list),
    inboxId: idOf<InboxId>(parameters.inbox),
    contactId: idOf<ContactId>(parameters.contact),
    sessionId: idOf<SessionId>(parameters.session),
    tab: readTab(parameters.tab),
  }
}

/** The panel's tab in an address; Transcript when none is named. */
export const readTab = (text: string | undefined): PanelTab => oneOf(panelTabs, text)

/** The shortest parameters that read back as this address. */
export function writeAddress(address: SessionsAddress): SessionsParameters {
  return {
    ...(address.list === 'all' ? {} : { list: address.list }),
    ...(address.inboxId === null ? {} : { inbox: address.inboxId }),
    ...(address.contactId === null ? {} : { contact: address.contactId }),
    ...(address.sessionId === null ? {} : { session: address.sessionId }),
    ...(address.sessionId === null || address.tab === 'transcript' ? {} : { tab: address.tab }),
  }
}

/** Whether anything but the tab narrows the list; then the tabs' counts say nothing about it. */
export const isNarrowed = ({ inboxId, contactId }: SessionsFilter): boolean =>
  inboxId !== null || contactId !== null

const idOf = <Id extends string>(text: string | undefined): Id | null =>
  text !== undefined && uuid.test(text) ? asId<Id>(text.toLowerCase()) : null

const oneOf = <Word extends string>(words: readonly [Word, ...Word[]], text: string | undefined): Word =>
  words.find((word) => word === text) ?? words[0]

import { asId, type SessionId, type SessionList, type ViewId } from '@rapport/domain'
import { type PanelPlace, readPlace, writePlace } from './panel-tabs.ts'

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

/** The two forms of the page: rows and columns, or cards to read. */
export const listForms = ['table', 'timeline'] as const
export type ListForm = (typeof listForms)[number]

/** Which sessions are asked for, and in what order. `filter` is the text of the filter language, as it was typed. */
export type SessionsQuery = Readonly<{
  list: TabList
  filter: string
  sort: string
  direction: 'asc' | 'desc'
}>

/** Everything the Sessions page keeps in its address, so that a link shows a colleague the same screen. */
export type SessionsAddress = SessionsQuery &
  PanelPlace &
  Readonly<{ form: ListForm; viewId: ViewId | null; sessionId: SessionId | null }>

/** The address as the search parameters of `/sessions`. `inbox` and `contact` are short for filters, in links from elsewhere. */
export type SessionsParameters = {
  list?: string
  filter?: string
  sort?: string
  direction?: string
  form?: string
  view?: string
  inbox?: string
  contact?: string
  session?: string
  tab?: string
  message?: string
}

/** What the plain page asks for: everything, newest first. */
export const plainQuery: SessionsQuery = { list: 'all', filter: '', sort: 'started', direction: 'desc' }

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const sortName = /^[a-zA-Z][a-zA-Z0-9_.]{0,59}$/

/**
 * Reads an address that anybody may have typed: what means nothing is as if it were not there. The filter alone is
 * kept as it stands, because it is somebody's work and can be mended.
 */
export function readAddress(parameters: SessionsParameters): SessionsAddress {
  const { sort = plainQuery.sort } = parameters
  return {
    list: oneOf(tabLists, parameters.list),
    filter: presetFilter(parameters),
    sort: sortName.test(sort) ? sort : plainQuery.sort,
    direction: oneOf(['desc', 'asc'], parameters.direction),
    form: oneOf(listForms, parameters.form),
    viewId: idOf<ViewId>(parameters.view),
    sessionId: idOf<SessionId>(parameters.session),
    ...readPlace(parameters),
  }
}

/** The shortest parameters that read back as this address. */
export function writeAddress(address: SessionsAddress): SessionsParameters {
  const asked = writeAsked(address)
  const { viewId } = address
  return {
    // A view by itself stands for what it holds; one that was changed back to the plain page says so.
    ...(viewId !== null && Object.keys(asked).length === 0 ? { list: address.list } : asked),
    ...(viewId === null ? {} : { view: viewId }),
    ...(address.sessionId === null ? {} : { session: address.sessionId, ...writePlace(address) }),
  }
}

/** The address after a change: another session, or another tab, is not shown at the message of the one before. */
export function changeAddress(address: SessionsAddress, part: Partial<SessionsAddress>): SessionsAddress {
  const isElsewhere =
    (part.sessionId !== undefined && part.sessionId !== address.sessionId) ||
    (part.tab !== undefined && part.tab !== address.tab)
  return { ...address, ...(isElsewhere ? { messageId: null } : {}), ...part }
}

function writeAsked(address: SessionsAddress): SessionsParameters {
  const { list, filter, sort, direction, form } = address
  return {
    ...(list === plainQuery.list ? {} : { list }),
    ...(filter === '' ? {} : { filter }),
    ...(sort === plainQuery.sort ? {} : { sort }),
    ...(direction === plainQuery.direction ? {} : { direction }),
    ...(form === 'table' ? {} : { form }),
  }
}

/** Whether an address names a view and nothing of its own: then it means what the view holds at the moment. */
export const isViewAlone = (parameters: SessionsParameters): boolean =>
  parameters.view !== undefined && isPlain(parameters)

/** Whether an address asks for nothing in particular, so that it may open as its reader left the page. */
export const isPlain = ({ list, filter, sort, direction, form, inbox, contact }: SessionsParameters) =>
  [list, filter, sort, direction, form, inbox, contact].every((part) => part === undefined)

/** Whether two addresses ask for the same sessions in the same order and form. */
export const asksTheSame = (a: SessionsAsked, b: SessionsAsked): boolean =>
  a.list === b.list &&
  a.filter === b.filter &&
  a.sort === b.sort &&
  a.direction === b.direction &&
  a.form === b.form
/** What a view holds of an address. */
export type SessionsAsked = SessionsQuery & Pick<SessionsAddress, 'form'>

function presetFilter({ filter = '', inbox, contact }: SessionsParameters): string {
  const presets = Object.entries({ inbox: idOf(inbox), contact: idOf(contact) })
    .filter(([, id]) => id !== null)
    .map(([field, id]) => `${field}:any(${id})`)
  return [filter, ...presets].filter((part) => part.trim() !== '').join(' ')
}

const idOf = <Id extends string>(text: string | undefined): Id | null =>
  text !== undefined && uuid.test(text) ? asId<Id>(text.toLowerCase()) : null

const oneOf = <Word extends string>(words: readonly [Word, ...Word[]], text: string | undefined): Word =>
  words.find((word) => word === text) ?? words[0]

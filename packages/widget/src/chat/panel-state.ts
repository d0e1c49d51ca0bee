import type { VisitorIdentity, WidgetSettings } from '@rapport/contract/light'
import {
  createSource,
  createWidgetClient,
  isRapportError,
  type Observable,
  type Source,
  type WidgetClient,
} from '@rapport/sdk'
import { chooseLocale, type LocaleId } from '../bridge/choose-locale.ts'
import type { FromPanel, ToPanel } from '../bridge/messages.ts'
import { loadTranslate, type Translate } from './catalogue.ts'
import { readIdentity } from './read-identity.ts'
import { openVisit, type Visit } from './visit.ts'
import type { VisitorTokens } from './visitor-tokens.ts'

/** Why there is no chat to show. `busy` and `failed` may pass. */
export type Refusal = 'identity' | 'signature' | 'missing' | 'busy' | 'failed'

/** What the panel shows: nothing before there are words for it. */
export type PanelView = Readonly<{
  locale: LocaleId
  translate: Translate | null
  settings: WidgetSettings | null
  visit: Visit | null
  refusal: Refusal | null
  isOpen: boolean
}>

export type Panel = Observable<PanelView> &
  Readonly<{
    /** Does what the page asks. */
    hear(message: ToPanel): void
    retry(): void
    close(): void
  }>

type Access = Readonly<{
  key: string
  tokens: VisitorTokens
  /** Where the visitor is, as addresses without a query. */
  page: Readonly<{ pageUrl: string; referrer: string }>
  tell(message: FromPanel): void
}>

/**
 * What is behind the panel: which visitor is here, in which language. Nobody becomes a visitor, and nothing is stored,
 * before the panel is first opened; who a visitor is, is what the page says now, never what it said once.
 */
export function createPanel(access: Access): Panel {
  const view = createSource<PanelView>({
    locale: 'en',
    translate: null,
    settings: null,
    visit: null,
    refusal: null,
    isOpen: false,
  })
  const state: State = {
    ...access,
    view,
    api: createWidgetClient(),
    identity: null,
    beginning: {},
    isRenewed: false,
  }
  return {
    get: view.get,
    subscribe: view.subscribe,
    retry: () => void begin(state),
    close() {
      show(state, { isOpen: false })
      access.tell({ type: 'close' })
    },
    hear: (message) => hear(state, message),
  }
}

type State = Access & {
  readonly view: Source<PanelView>
  readonly api: WidgetClient
  identity: VisitorIdentity | null
  /** The beginning under way; a later one makes it stale. */
  beginning: object
  isRenewed: boolean
}

const show = ({ view }: State, change: Partial<PanelView>): void => view.set({ ...view.get(), ...change })

function hear(state: State, message: ToPanel): void {
  if (message.type === 'init') void init(state, message)
  else if (message.type === 'opened') open(state)
  else if (message.type === 'closed') show(state, { isOpen: false })
  else if (message.type === 'identify') identify(state, readIdentity(message.identity))
  else if (message.type === 'signOut') void signOut(state)
  else void speak(state, [String(message.locale)])
}

async function init(state: State, message: Extract<ToPanel, { type: 'init' }>): Promise<void> {
  state.identity = readIdentity(message.identity)
  await speak(state, message.locales)
  if (message.isOpen) open(state)
}

async function speak(state: State, asked: readonly string[]): Promise<void> {
  const locale = chooseLocale([...asked, ...navigator.languages])
  show(state, { locale, translate: await loadTranslate(locale) })
}

function open(state: State): void {
  show(state, { isOpen: true })
  state.tell({ type: 'unread', count: 0 })
  const { visit, refusal } = state.view.get()
  if (!visit && (refusal === null || mayPass.has(refusal))) void begin(state)
}

async function begin(state: State): Promise<void> {
  const mine = {}
  state.beginning = mine
  const isMine = () => state.beginning === mine
  show(state, { refusal: null })
  try {
    const { settings } = await state.api.widget.settings({ key: state.key })
    if (isMine()) show(state, { settings })
    const token = isMine() ? await findToken(state) : ''
    if (isMine()) enter(state, token)
  } catch (error) {
    if (!isRapportError(error)) throw error
    if (isMine()) show(state, { refusal: refusalOf(error.code, state.identity) })
  }
}

async function findToken({ tokens, identity, api, key, view }: State): Promise<string> {
  const kept = tokens.find(identity)
  if (kept !== null) return kept
  const { locale } = view.get()
  const { token } = await api.widget.visitor({ key, locale, ...(identity ? { identity } : {}) })
  tokens.keep(identity, token)
  return token
}

function enter(state: State, token: string): void {
  const visit = openVisit(token, () => ({ ...state.page, language: state.view.get().locale }))
  visit.store.subscribe(() => {
    const { isOpen } = state.view.get()
    state.tell({ type: 'unread', count: isOpen ? 0 : (visit.store.get().conversation?.unread ?? 0) })
  })
  visit.live.connection.subscribe(() => {
    const isEnded = visit.live.connection.get().ended === 'signed_out'
    if (isEnded && state.view.get().visit === visit) renew(state, visit)
  })
  show(state, { visit })
}

/** The token has ended elsewhere or run out: a new one, once, since two in a row mean something else is wrong. */
function renew(state: State, visit: Visit): void {
  visit.leave()
  state.tokens.forget(state.identity)
  show(state, { visit: null, ...(state.isRenewed ? { refusal: 'failed' } : {}) })
  if (!state.isRenewed) void begin(state)
  state.isRenewed = true
}

function identify(state: State, next: VisitorIdentity | null): void {
  if (next?.signature === state.identity?.signature) return
  const { visit, isOpen } = state.view.get()
  state.identity = next
  state.beginning = {}
  visit?.leave()
  show(state, { visit: null, refusal: null })
  state.tell({ type: 'unread', count: 0 })
  if (visit || isOpen) void begin(state)
}

async function signOut(state: State): Promise<void> {
  const held = state.tokens.all()
  const { visit, isOpen } = state.view.get()
  state.beginning = {}
  state.identity = null
  visit?.forget()
  state.tokens.forgetAll()
  show(state, { visit: null, refusal: null })
  state.tell({ type: 'unread', count: 0 })
  // Forgotten here whatever the server answers; it ends the tokens when it can be reached.
  await Promise.allSettled(held.map((token) => createWidgetClient({ token }).widget.signOut({})))
  if (isOpen) await begin(state)
}

/** Refusals that the same visitor may not meet a minute later. */
export const mayPass: ReadonlySet<Refusal> = new Set(['busy', 'failed'])

function refusalOf(code: string, identity: VisitorIdentity | null): Refusal {
  if (code === 'forbidden' || code === 'invalid_input') return identity ? 'signature' : 'identity'
  if (code === 'not_found') return 'missing'
  return code === 'too_many_requests' ? 'busy' : 'failed'
}

import type { Permission } from '@rapport/domain'
import { isRapportError } from '@rapport/sdk'
import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  notFound,
  Outlet,
  redirect,
} from '@tanstack/react-router'
// Lazy by themselves: fetching the front door with them would bring all that other screens take from it.
import { SessionScreen, SessionsScreen } from '../sessions/index.ts'
import { LoadingPane } from '../ui/index.ts'
import { type ConsoleClient, meQuery, workspacePreference } from './client.tsx'
import { ErrorScreen, NotFoundScreen } from './error-screen.tsx'
import { mayIn } from './may-in.ts'
import { loadLateMessages } from './messages.ts'
import { Settings } from './settings.tsx'
import { Shell } from './shell.tsx'

/** A screen whose words come with it, because no first screen shows them. */
const withWords =
  <Part,>(load: () => Promise<Part>) =>
  async (): Promise<Part> => {
    const [part] = await Promise.all([load(), loadLateMessages()])
    return part
  }

/** What a route may ask before it shows its screen. */
export type RouterContext = { client: ConsoleClient; queries: QueryClient }

const root = createRootRouteWithContext<RouterContext>()({
  component: Outlet,
  notFoundComponent: NotFoundScreen,
})

/** Everything behind the sign-in: asks once who is there, and sends strangers to the door with the way back. */
const behindSignIn = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  component: Shell,
  beforeLoad: async ({ context, location }) => {
    try {
      await context.queries.ensureQueryData(meQuery(context.client))
    } catch (error) {
      if (!isRapportError(error)) throw error
      if (error.code === 'not_signed_in') throw await doorFor(context.client, location.href)
      if (error.code !== 'forbidden' || workspacePreference.get() === '') throw error
      // The workspace chosen in this browser is no longer theirs; the first one is.
      workspacePreference.set('')
      globalThis.location.assign('/')
    }
  },
})

/** Where a stranger goes: to set-up on an empty installation, else to the sign-in, with the way back. */
async function doorFor(client: ConsoleClient, href: string) {
  const { needed } = await client.setup.state({})
  if (needed) return redirect({ to: '/set-up' })
  return redirect({ to: '/sign-in', search: href === '/' ? {} : { next: href } })
}

const home = createRoute({
  getParentRoute: () => behindSignIn,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/inbox/{-$list}/{-$conversationId}', params: {} })
  },
})

const inbox = createRoute({
  getParentRoute: () => behindSignIn,
  path: '/inbox/{-$list}/{-$conversationId}',
  // Where the conversation is to be read from: at a session's beginning, or at a message.
  validateSearch: (search): { session?: string; message?: string } => textsOf(search, ['session', 'message']),
  component: lazyRouteComponent(() => import('../inbox/index.ts'), 'InboxScreen'),
})

/** What the sessions page keeps in its address. Every value is plain text; the feature reads its own meaning. */
export type SessionsSearch = {
  list?: string
  inbox?: string
  contact?: string
  /** The session open in the side panel, and which of its tabs. */
  session?: string
  tab?: string
  /** The message to show in its transcript. */
  message?: string
  view?: string
  sort?: string
  direction?: string
  form?: string
  q?: string
  filter?: string
}

const sessions = createRoute({
  getParentRoute: () => behindSignIn,
  path: '/sessions',
  validateSearch: (search): SessionsSearch =>
    textsOf(search, [
      ...(['list', 'inbox', 'contact', 'session', 'tab', 'message', 'view'] as const),
      ...(['sort', 'direction', 'form', 'q', 'filter'] as const),
    ]),
  component: SessionsScreen,
})

const session = createRoute({
  getParentRoute: () => behindSignIn,
  path: '/sessions/$sessionId',
  validateSearch: (search): { tab?: string; message?: string } => textsOf(search, ['tab', 'message']),
  component: SessionScreen,
})

const settings = createRoute({ getParentRoute: () => behindSignIn, path: '/settings', component: Settings })

const settingsHome = createRoute({
  getParentRoute: () => settings,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/settings/preferences', replace: true })
  },
})

const preferences = createRoute({
  getParentRoute: () => settings,
  path: '/preferences',
  component: lazyRouteComponent(() => import('./preferences-screen.tsx'), 'PreferencesScreen'),
})

const teamSettings = createRoute({
  getParentRoute: () => settings,
  path: '/team',
  component: lazyRouteComponent(
    withWords(() => import('../team/index.ts')),
    'TeamSettings',
  ),
})

const inboxSettings = createRoute({
  getParentRoute: () => settings,
  path: '/inboxes',
  component: lazyRouteComponent(
    withWords(() => import('../inboxes/index.ts')),
    'InboxSettings',
  ),
})

/** Lets in who may; for everybody else there is nothing at the address. */
const onlyWith =
  (permission: Permission) =>
  async ({ context }: { context: RouterContext }): Promise<void> => {
    const me = await context.queries.ensureQueryData(meQuery(context.client))
    if (!mayIn(me, permission)) throw notFound()
  }

const newInbox = createRoute({
  getParentRoute: () => settings,
  path: '/inboxes/new',
  validateSearch: (search): { kind?: string } => textsOf(search, ['kind']),
  beforeLoad: onlyWith('inboxes.manage'),
  component: lazyRouteComponent(
    withWords(() => import('../inboxes/index.ts')),
    'NewInboxScreen',
  ),
})

const oneInbox = createRoute({
  getParentRoute: () => settings,
  path: '/inboxes/$inboxId',
  beforeLoad: onlyWith('inboxes.manage'),
  component: lazyRouteComponent(
    withWords(() => import('../inboxes/index.ts')),
    'InboxEditorScreen',
  ),
})

const deliveries = createRoute({
  getParentRoute: () => settings,
  path: '/deliveries',
  validateSearch: (search): DeliveriesSearch => textsOf(search, ['tab', 'state', 'inbox', 'open']),
  beforeLoad: onlyWith('deliveries.manage'),
  component: lazyRouteComponent(
    withWords(() => import('../deliveries/index.ts')),
    'DeliveriesScreen',
  ),
})

/** What the deliveries keep in their address: which way, which state and inbox, and the one that is open. */
export type DeliveriesSearch = { tab?: string; state?: string; inbox?: string; open?: string }

const webhooks = createRoute({
  getParentRoute: () => settings,
  path: '/webhooks',
  beforeLoad: onlyWith('webhooks.manage'),
  component: lazyRouteComponent(
    withWords(() => import('../webhooks/index.ts')),
    'WebhooksScreen',
  ),
})

const newWebhook = createRoute({
  getParentRoute: () => settings,
  path: '/webhooks/new',
  beforeLoad: onlyWith('webhooks.manage'),
  component: lazyRouteComponent(
    withWords(() => import('../webhooks/index.ts')),
    'NewWebhookScreen',
  ),
})

const oneWebhook = createRoute({
  getParentRoute: () => settings,
  path: '/webhooks/$webhookId',
  validateSearch: (search): { tab?: string; state?: string; open?: string } =>
    textsOf(search, ['tab', 'state', 'open']),
  beforeLoad: onlyWith('webhooks.manage'),
  component: lazyRouteComponent(
    withWords(() => import('../webhooks/index.ts')),
    'WebhookScreen',
  ),
})

const apiKeys = createRoute({
  getParentRoute: () => settings,
  path: '/api-keys',
  beforeLoad: onlyWith('api_keys.manage'),
  component: lazyRouteComponent(
    withWords(() => import('../api-keys/index.ts')),
    'ApiKeysScreen',
  ),
})

const tags = createRoute({
  getParentRoute: () => settings,
  path: '/tags',
  validateSearch: (search): { tab?: string } => textsOf(search, ['tab']),
  beforeLoad: onlyWith('tags.manage'),
  component: lazyRouteComponent(
    withWords(() => import('../tags/index.ts')),
    'TagsScreen',
  ),
})

const fields = createRoute({
  getParentRoute: () => settings,
  path: '/fields',
  validateSearch: (search): { tab?: string } => textsOf(search, ['tab']),
  beforeLoad: onlyWith('fields.manage'),
  component: lazyRouteComponent(
    withWords(() => import('../fields/index.ts')),
    'FieldsScreen',
  ),
})

const watchWords = createRoute({
  getParentRoute: () => settings,
  path: '/watch-words',
  validateSearch: (search): { tab?: string } => textsOf(search, ['tab']),
  beforeLoad: onlyWith('watch_words.manage'),
  component: lazyRouteComponent(
    withWords(() => import('../watch-words/index.ts')),
    'WatchWordsScreen',
  ),
})

const bans = createRoute({
  getParentRoute: () => settings,
  path: '/bans',
  validateSearch: (search): { state?: string } => textsOf(search, ['state']),
  beforeLoad: onlyWith('contacts.ban'),
  component: lazyRouteComponent(
    withWords(() => import('../bans/index.ts')),
    'BansScreen',
  ),
})

/** What the audit log keeps in its address: which kind of entries, whose, and since when. */
export type AuditSearch = { action?: string; user?: string; days?: string; open?: string }

const audit = createRoute({
  getParentRoute: () => settings,
  path: '/audit',
  validateSearch: (search): AuditSearch => textsOf(search, ['action', 'user', 'days', 'open']),
  beforeLoad: onlyWith('audit.read'),
  component: lazyRouteComponent(
    withWords(() => import('../audit/index.ts')),
    'AuditScreen',
  ),
})

/** What the search keeps in its address: the words, and what narrows them. */
export type SearchSearch = { q?: string; from?: string; days?: string; contact?: string; session?: string }

const search = createRoute({
  getParentRoute: () => behindSignIn,
  path: '/search',
  validateSearch: (params): SearchSearch => textsOf(params, ['q', 'from', 'days', 'contact', 'session']),
  component: lazyRouteComponent(
    withWords(() => import('../search/index.ts')),
    'SearchScreen',
  ),
})

const workspaceSettings = createRoute({
  getParentRoute: () => settings,
  path: '/workspace',
  beforeLoad: onlyWith('workspace.manage'),
  component: lazyRouteComponent(() => import('../workspaces/index.ts'), 'WorkspaceSettings'),
})

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search): { next?: string } => textsOf(search, ['next']),
  component: lazyRouteComponent(() => import('../workspaces/index.ts'), 'SignInScreen'),
})

const setUp = createRoute({
  getParentRoute: () => root,
  path: '/set-up',
  component: lazyRouteComponent(() => import('../workspaces/index.ts'), 'SetUpScreen'),
})

const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation/$token',
  component: lazyRouteComponent(() => import('../workspaces/index.ts'), 'InvitationScreen'),
})

const gallery = createRoute({
  getParentRoute: () => root,
  path: '/gallery',
  component: import.meta.env.DEV
    ? lazyRouteComponent(() => import('./gallery/gallery.tsx'), 'Gallery')
    : NotFoundScreen,
})

const tree = root.addChildren([
  behindSignIn.addChildren([
    home,
    inbox,
    sessions,
    session,
    search,
    settings.addChildren([
      settingsHome,
      preferences,
      teamSettings,
      inboxSettings,
      newInbox,
      oneInbox,
      workspaceSettings,
      tags,
      fields,
      watchWords,
      bans,
      audit,
      deliveries,
      webhooks,
      newWebhook,
      oneWebhook,
      apiKeys,
    ]),
  ]),
  signIn,
  setUp,
  invitation,
  gallery,
])

/** The addresses of the console. Search parameters are plain text, so that an address can be read and typed. */
export function createConsoleRouter(context: RouterContext) {
  return createRouter({
    routeTree: tree,
    context,
    parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
    stringifySearch: (search) => {
      const given = Object.entries(search).filter(([, value]) => value !== undefined && value !== '')
      const text = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString()
      return text ? `?${text}` : ''
    },
    defaultPreload: 'intent',
    defaultErrorComponent: ErrorScreen,
    defaultPendingComponent: LoadingPane,
    defaultPendingMs: 150,
    scrollRestoration: false,
  })
}

function textsOf<Key extends string>(
  search: Record<string, unknown>,
  keys: readonly Key[],
): { [K in Key]?: string } {
  const found: { [K in Key]?: string } = {}
  for (const key of keys) {
    const value = search[key]
    if (typeof value === 'string' && value !== '') found[key] = value
  }
  return found
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createConsoleRouter>
  }
}

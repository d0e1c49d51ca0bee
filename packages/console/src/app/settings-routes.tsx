import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { ExportsPage } from '../sessions/index.ts'
import { withWords } from './messages.ts'
import { behindSignIn, onlyWith, textsOf } from './root-routes.tsx'

const settings = createRoute({
  getParentRoute: () => behindSignIn,
  path: '/settings',
  component: lazyRouteComponent(() => import('./settings.tsx'), 'Settings'),
})

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

const exports = createRoute({
  getParentRoute: () => settings,
  path: '/exports',
  // Which of the two lists, and the view that a plan is to be made of.
  validateSearch: (search): { tab?: string; view?: string } => textsOf(search, ['tab', 'view']),
  beforeLoad: onlyWith('exports.create'),
  component: ExportsPage,
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

const workspaceSettings = createRoute({
  getParentRoute: () => settings,
  path: '/workspace',
  beforeLoad: onlyWith('workspace.manage'),
  component: lazyRouteComponent(
    withWords(() => import('../workspaces/index.ts')),
    'WorkspaceSettings',
  ),
})

/** Every page of the settings. */
export const settingsTree = settings.addChildren([
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
  exports,
  bans,
  audit,
  deliveries,
  webhooks,
  newWebhook,
  oneWebhook,
  apiKeys,
])

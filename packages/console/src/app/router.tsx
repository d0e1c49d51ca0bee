import { createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router'
// Lazy by themselves: fetching the front door with them would bring all that other screens take from it.
import { SessionPrint, SessionScreen, SessionsScreen } from '../sessions/index.ts'
import { LoadingPane } from '../ui/index.ts'
import { ErrorScreen, NotFoundScreen } from './error-screen.tsx'
import { withWords } from './messages.ts'
import { behindSignIn, onlySignedIn, onlyWith, type RouterContext, root, textsOf } from './root-routes.tsx'
import { settingsTree } from './settings-routes.tsx'

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
  component: lazyRouteComponent(
    withWords(() => import('../inbox/index.ts')),
    'InboxScreen',
  ),
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

// Paper has no frame around it.
const sessionPrint = createRoute({
  getParentRoute: () => root,
  path: '/sessions/$sessionId/print',
  validateSearch: (search): { with?: string } => textsOf(search, ['with']),
  beforeLoad: onlySignedIn,
  component: SessionPrint,
})

/** What the quality pages keep in their address: the tab, and what narrows it. */
export type QualitySearch = {
  tab?: string
  agent?: string
  standing?: string
  scorecard?: string
  days?: string
  weeks?: string
}

const quality = createRoute({
  getParentRoute: () => behindSignIn,
  path: '/quality',
  validateSearch: (params): QualitySearch =>
    textsOf(params, ['tab', 'agent', 'standing', 'scorecard', 'days', 'weeks']),
  component: lazyRouteComponent(
    withWords(() => import('../quality/index.ts')),
    'QualityScreen',
  ),
})

const review = createRoute({
  getParentRoute: () => behindSignIn,
  path: '/quality/reviews/$reviewId',
  // The queue it was handed out by, and the message to begin at.
  validateSearch: (params): { queue?: string; message?: string } => textsOf(params, ['queue', 'message']),
  component: lazyRouteComponent(
    withWords(() => import('../quality/index.ts')),
    'ReviewScreen',
  ),
})

const scorecard = createRoute({
  getParentRoute: () => behindSignIn,
  path: '/quality/scorecards/$scorecardId',
  beforeLoad: onlyWith('quality.manage'),
  component: lazyRouteComponent(
    withWords(() => import('../quality/index.ts')),
    'ScorecardScreen',
  ),
})

const reviewQueue = createRoute({
  getParentRoute: () => behindSignIn,
  path: '/quality/queues/$queueId',
  beforeLoad: onlyWith('quality.manage'),
  component: lazyRouteComponent(
    withWords(() => import('../quality/index.ts')),
    'QueueScreen',
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

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search): { next?: string } => textsOf(search, ['next']),
  component: lazyRouteComponent(
    withWords(() => import('../workspaces/index.ts')),
    'SignInScreen',
  ),
})

const setUp = createRoute({
  getParentRoute: () => root,
  path: '/set-up',
  component: lazyRouteComponent(
    withWords(() => import('../workspaces/index.ts')),
    'SetUpScreen',
  ),
})

const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation/$token',
  component: lazyRouteComponent(
    withWords(() => import('../workspaces/index.ts')),
    'InvitationScreen',
  ),
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
    quality,
    review,
    scorecard,
    reviewQueue,
    settingsTree,
  ]),
  sessionPrint,
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

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createConsoleRouter>
  }
}

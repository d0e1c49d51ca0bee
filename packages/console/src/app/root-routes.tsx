import type { Permission } from '@rapport/domain'
import { isRapportError } from '@rapport/sdk'
import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, createRoute, notFound, Outlet, redirect } from '@tanstack/react-router'
import { type ConsoleClient, meQuery, workspacePreference } from './client.tsx'
import { NotFoundScreen } from './error-screen.tsx'
import { mayIn } from './may-in.ts'
import { Shell } from './shell.tsx'

/** What a route may ask before it shows its screen. */
export type RouterContext = { client: ConsoleClient; queries: QueryClient }

/** What everything hangs on. */
export const root = createRootRouteWithContext<RouterContext>()({
  component: Outlet,
  notFoundComponent: NotFoundScreen,
})

/** Everything behind the sign-in: asks once who is there, and sends strangers to the door with the way back. */
export const behindSignIn = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  component: Shell,
  beforeLoad: onlySignedIn,
})

/** Lets in who has signed in, for addresses that stand without the frame as well. */
export async function onlySignedIn({
  context,
  location,
}: {
  context: RouterContext
  location: Readonly<{ href: string }>
}): Promise<void> {
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
}

/** Where a stranger goes: to set-up on an empty installation, else to the sign-in, with the way back. */
async function doorFor(client: ConsoleClient, href: string) {
  const { needed } = await client.setup.state({})
  if (needed) return redirect({ to: '/set-up' })
  return redirect({ to: '/sign-in', search: href === '/' ? {} : { next: href } })
}

/** Lets in who may; for everybody else there is nothing at the address. */
export const onlyWith =
  (permission: Permission) =>
  async ({ context }: { context: RouterContext }): Promise<void> => {
    const me = await context.queries.ensureQueryData(meQuery(context.client))
    if (!mayIn(me, permission)) throw notFound()
  }

/** The texts among an address's parameters that a screen knows. */
export function textsOf<Key extends string>(
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

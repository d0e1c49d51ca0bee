import { invitationEndpoints, loginEndpoints, setupEndpoints } from '@rapport/contract'
import type { PublicContext } from '../platform/context.ts'
import { type Reply, route } from '../platform/http/index.ts'
import { acceptInvitation, type Joined, readInvitation } from './accept-invitation.ts'
import { findMe } from './find-me.ts'
import { type Login, signOut } from './logins.ts'
import { presentMe } from './present-team.ts'
import { isSetUpNeeded, runSetUp } from './set-up.ts'
import { signIn } from './sign-in.ts'

/** The endpoints by which people come in and go out. */
export const loginRoutes = [
  route(loginEndpoints.signIn, async (ctx, { as, ...credentials }, reply) => {
    const login = await signIn(ctx, credentials)
    return await answerLogin(ctx, login, as === 'token' ? null : reply)
  }),
  route(loginEndpoints.signOut, async (ctx, _input, reply) => {
    await signOut(ctx)
    reply.setCookie(null, null)
    return {}
  }),
  route(loginEndpoints.me, async (ctx) => {
    const me = await findMe(ctx.db, ctx.userId, ctx.wanted)
    return presentMe(ctx, me)
  }),
  route(setupEndpoints.state, async (ctx) => {
    const needed = await isSetUpNeeded(ctx.db)
    return { needed }
  }),
  route(setupEndpoints.run, async (ctx, choices, reply) => {
    const login = await runSetUp(ctx, choices)
    return await answerLogin(ctx, login, reply)
  }),
  route(invitationEndpoints.read, async (ctx, { token }) => {
    const { workspaceName, invitation, hasLogin } = await readInvitation(ctx.db, token)
    return { workspaceName, email: invitation.email, role: invitation.role, hasLogin }
  }),
  route(invitationEndpoints.accept, async (ctx, acceptance, reply) => {
    const login = await acceptInvitation(ctx, acceptance)
    return await answerLogin(ctx, login, reply)
  }),
]

/** A browser gets the token as a cookie that no page can read; without a reply to set it on, the answer carries it. */
async function answerLogin(ctx: PublicContext, login: Login & Partial<Joined>, reply: Reply | null) {
  const me = await findMe(ctx.db, login.userId, login.workspaceId ?? null)
  reply?.setCookie(login.token, login.expiresAt)
  return { me: presentMe(ctx, me), token: reply ? null : login.token }
}

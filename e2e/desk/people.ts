import type { InboxView } from '@rapport/contract/light'
import type { Role } from '@rapport/domain'
import { type Client, createClient } from '@rapport/sdk'

/** Somebody who works at the desk: how they sign in, and the API in their name. */
export type Person = Readonly<{ name: string; email: string; password: string; token: string; api: Client }>

/** The password of everybody that these tests make. */
export const password = 'correct horse battery'

/** Signs somebody in through the API. */
export async function signInThroughApi(
  origin: string,
  { name, email, password }: Pick<Person, 'name' | 'email' | 'password'>,
): Promise<Person> {
  const { token } = await createClient({ baseUrl: origin }).logins.signIn({ email, password, as: 'token' })
  if (token === null) throw new Error(`${email} got no token`)
  return { name, email, password, token, api: createClient({ baseUrl: origin, token }) }
}

/** Makes the first workspace, and answers its owner. */
export async function setUp(origin: string): Promise<Person> {
  const owner = { name: 'Olive Owner', email: 'olive@example.test', password }
  await createClient({ baseUrl: origin }).setup.run({ workspaceName: 'Test desk', ...owner })
  return await signInThroughApi(origin, owner)
}

/** Invites somebody, and accepts in their name: the way everybody but the owner comes in. */
export async function invite(
  origin: string,
  { api }: Person,
  { name, role, inboxIds = [] }: Readonly<{ name: string; role: Role; inboxIds?: InboxView['id'][] }>,
): Promise<Person> {
  const email = `${name.split(' ')[0]?.toLowerCase()}@example.test`
  const { url } = await api.invitations.create({ email, role, inboxIds })
  const token = url?.split('/').at(-1) ?? ''
  await createClient({ baseUrl: origin }).invitations.accept({ token, name, password })
  return await signInThroughApi(origin, { name, email, password })
}

/** A web chat that anybody may show, whose sessions wait for an agent. */
export function makeInbox({ api }: Person, change: Partial<InboxView> = {}): Promise<InboxView> {
  return api.inboxes.create({
    name: 'Shop chat',
    startsIn: change.startsIn ?? 'unassigned',
    botId: change.botId ?? null,
    teamId: null,
    widget: {
      title: 'Harbour shop',
      greeting: 'Hello! How can we help?',
      accent: '#0c6457',
      allowedOrigins: [],
      requireIdentity: false,
      ...change.widget?.settings,
    },
  })
}

import type { AgentCommand, VisitorCommand } from '@rapport/contract/light'
import { type Client, createClient, createLiveClient, isRapportError, type LiveClient } from '@rapport/sdk'
import { exemptionHeader } from '@rapport/server/operating'
import { UsageError } from '../command.ts'

/** A server as the replay uses it: as an agent, and as any number of visitors of one inbox. */
export type Desk = Readonly<{
  agent: Client
  /** The agent's own socket, for watching. Not connected yet. */
  watch(): LiveClient<AgentCommand>
  /** A new visitor's socket, connected. */
  visit(locale: string | null): Promise<LiveClient<VisitorCommand>>
}>

/** How to come in, and through which door. `inbox` is a web chat's name; the first that waits for people otherwise. */
export type DeskOptions = Readonly<{
  url: string
  email: string
  password: string
  inbox: string | null
  exemption: (() => string) | null
}>

/** Signs in and finds the door. What the operator can mend is a `UsageError`. */
export async function enterDesk({ url, email, password, inbox, exemption }: DeskOptions): Promise<Desk> {
  const headers = (): Record<string, string> => (exemption === null ? {} : { [exemptionHeader]: exemption() })
  const withHeaders: typeof fetch = (input, init) => {
    const all = new Headers(init?.headers)
    for (const [name, value] of Object.entries(headers())) all.set(name, value)
    return fetch(input, { ...init, headers: all })
  }
  // Node's WebSocket takes headers as well as protocols; the declarations of browsers do not know.
  const openSocket = (address: string) =>
    new WebSocket(address, { headers: headers() } as unknown as string[])

  const stranger = createClient({ baseUrl: url, fetch: withHeaders })
  const token = await signIn(stranger, { url, email, password })
  const agent = createClient({ baseUrl: url, token, fetch: withHeaders })
  const { key } = await findWidget(agent, inbox)
  return {
    agent,
    watch: () => createLiveClient({ who: 'agent', baseUrl: url, token, openSocket }),
    async visit(locale) {
      const visitor = await stranger.widget.visitor({ key, ...(locale === null ? {} : { locale }) })
      const live = createLiveClient({ who: 'visitor', baseUrl: url, token: visitor.token, openSocket })
      live.connect()
      return live
    },
  }
}

type SignIn = Pick<DeskOptions, 'url' | 'email' | 'password'>

async function signIn(stranger: Client, { url, email, password }: SignIn): Promise<string> {
  try {
    const { token } = await stranger.logins.signIn({ email, password, as: 'token' })
    if (token === null) throw new Error('The server gave no token')
    return token
  } catch (error) {
    if (!isRapportError(error)) throw error
    if (error.code === 'unreachable')
      throw new UsageError(`No server answers at ${url}: start it, or give --url`)
    throw new UsageError(`${email} cannot sign in at ${url} (${error.code}): give --email and --password`)
  }
}

async function findWidget(agent: Client, wanted: string | null) {
  const { items } = await agent.inboxes.list({})
  const chats = items.filter(({ widget }) => widget !== null)
  const waiting = chats.find(({ startsIn }) => startsIn === 'unassigned')
  const found =
    wanted === null
      ? (waiting ?? chats[0])
      : chats.find(({ name }) => name.toLowerCase() === wanted.toLowerCase())
  if (found?.widget) return found.widget
  const names = chats.map(({ name }) => name).join(', ')
  throw new UsageError(`There is no such web chat inbox${names === '' ? '' : `; there are: ${names}`}`)
}

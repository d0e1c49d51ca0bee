import type { AgentCommand, Me } from '@rapport/contract/light'
import { type Client, createClient, createLiveClient, type LiveClient } from '@rapport/sdk'
import { useSuspenseQuery } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext } from 'react'
import { createPreference } from './preferences.ts'

/** The API by noun and verb, and beside it the one socket of this page: `const { sessions, live } = useClient()`. */
export type ConsoleClient = Client & Readonly<{ live: LiveClient<AgentCommand> }>

/** The workspace this browser works in; empty for the person's first. */
export const workspacePreference = createPreference<string>('rapport.workspace', (stored) => stored ?? '')

/** The client of this page, for the chosen workspace. The browser's cookie says who calls. */
export function createConsoleClient(): ConsoleClient {
  const workspaceId = workspacePreference.get()
  const where = workspaceId === '' ? {} : { workspaceId }
  return { ...createClient(where), live: createLiveClient({ who: 'agent', ...where }) }
}

const ClientContext = createContext<ConsoleClient | null>(null)

/** Gives every screen the one client of this page. */
export function ClientProvider({ client, children }: { client: ConsoleClient; children: ReactNode }) {
  return <ClientContext value={client}>{children}</ClientContext>
}

/** The client of this page. Only hooks call it; components take data. */
export function useClient(): ConsoleClient {
  const client = useContext(ClientContext)
  if (!client) throw new Error('useClient outside of ClientProvider')
  return client
}

/** How to ask who is signed in; the router asks before it shows any screen behind the sign-in. */
export function meQuery(client: ConsoleClient) {
  return { queryKey: ['me'], queryFn: (): Promise<Me> => client.logins.me({}), staleTime: 60_000 }
}

/** Who is signed in, and in which workspace. Only on screens behind the sign-in. */
export function useMe(): Me {
  return useSuspenseQuery(meQuery(useClient())).data
}

import { type Endpoints, type ErrorCode, type Me, type Problem, paths } from '@rapport/contract/light'
import { useSuspenseQuery } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext } from 'react'

type Wire = { input: { _zod: { input: unknown } }; output: { _zod: { output: unknown } } }
type Call<E> = E extends Wire
  ? (input: E['input']['_zod']['input']) => Promise<E['output']['_zod']['output']>
  : never

/** The API as functions: `client.sessions.end({ sessionId, endReason })`. */
export type Client = {
  [Noun in keyof Endpoints]: { [Verb in keyof Endpoints[Noun]]: Call<Endpoints[Noun][Verb]> }
}

/** An answer that says no: the code to act on and to find words by. `unreachable` when there was no answer. */
export class RefusedError extends Error {
  readonly code: ErrorCode | 'unreachable'
  readonly problem: Problem | null

  constructor(code: ErrorCode | 'unreachable', problem: Problem | null, options?: ErrorOptions) {
    super(code, options)
    this.name = 'RefusedError'
    this.code = code
    this.problem = problem
  }
}

/** Calls the API of this origin with the browser's own cookie. */
export function createClient(): Client {
  const nouns: Record<string, Record<string, (input: Record<string, unknown>) => Promise<unknown>>> = {}
  for (const [name, [method, path]] of Object.entries(paths)) {
    const [noun = '', verb = ''] = name.split('.')
    nouns[noun] = { ...nouns[noun], [verb]: (input) => call(method, path, input) }
  }
  return nouns as unknown as Client
}

async function call(method: string, path: string, input: Record<string, unknown>): Promise<unknown> {
  const rest = { ...input }
  const filled = path.replace(/:(\w+)/g, (_, name: string) => {
    const value = String(rest[name])
    delete rest[name]
    return encodeURIComponent(value)
  })
  const inQuery = method === 'GET' || method === 'DELETE'
  const query = inQuery ? queryOf(rest) : ''
  const answer = await fetch(filled + query, {
    method,
    credentials: 'same-origin',
    ...(inQuery ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(rest) }),
  }).catch((error: unknown) => {
    throw new RefusedError('unreachable', null, { cause: error })
  })
  if (answer.status === 204) return undefined
  const isJson = answer.headers.get('content-type')?.includes('json') ?? false
  if (answer.ok && isJson) return answer.json()
  const problem = isJson ? ((await answer.json()) as Problem) : null
  throw new RefusedError(problem?.code ?? 'unreachable', problem)
}

function queryOf(values: Record<string, unknown>): string {
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries(values)) if (value !== undefined) query.set(key, String(value))
  return query.size > 0 ? `?${query}` : ''
}

const ClientContext = createContext<Client | null>(null)

/** Gives every screen the one client of this page. */
export function ClientProvider({ client, children }: { client: Client; children: ReactNode }) {
  return <ClientContext value={client}>{children}</ClientContext>
}

/** The client of this page. Only hooks call it; components take data. */
export function useClient(): Client {
  const client = useContext(ClientContext)
  if (!client) throw new Error('useClient outside of ClientProvider')
  return client
}

/** How to ask who is signed in; the router asks before it shows any screen behind the sign-in. */
export function meQuery(client: Client) {
  return { queryKey: ['me'], queryFn: (): Promise<Me> => client.logins.me({}), staleTime: 60_000 }
}

/** Who is signed in, and in which workspace. Only on screens behind the sign-in. */
export function useMe(): Me {
  return useSuspenseQuery(meQuery(useClient())).data
}

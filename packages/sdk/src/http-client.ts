import { type Endpoints, type InputOf, type OutputOf, paths, widgetPaths } from '@rapport/contract/light'
import { type CallOptions, type Connector, callEndpoint, type EndpointCall } from './call-endpoint.ts'
import { type UploadOptions, uploadFile } from './upload-file.ts'

type Call<Input, Output> = (input: Input, options?: CallOptions) => Promise<Output>
type Upload<Input, Output> = (input: Input, file: Blob, options?: UploadOptions) => Promise<Output>

/**
 * The whole API as functions, by noun and verb, with the input and output of its declaration. Verbs called `upload`
 * take a file as well. Every failure is a `RapportError`, but for an aborted call, which throws its signal's reason.
 */
export type Client = {
  readonly [Noun in keyof Endpoints]: {
    readonly [Verb in keyof Endpoints[Noun]]: Endpoints[Noun][Verb] extends infer E extends Declared
      ? Verb extends 'upload'
        ? Upload<InputOf<E>, OutputOf<E>>
        : Call<InputOf<E>, OutputOf<E>>
      : never
  }
}

type Declared = { [Noun in keyof Endpoints]: Endpoints[Noun][keyof Endpoints[Noun]] }[keyof Endpoints]

/** Where to call, and as whom. Without a token a browser's cookie speaks; a function is asked before each call. */
export type ClientOptions = Readonly<{
  /** Where the server is, as `https://desk.example.com`. Empty: where the page came from. */
  baseUrl?: string
  token?: string | (() => string | null)
  /** Which of one's workspaces to work in; the first, when not said. */
  workspaceId?: string
  /**
   * How long a call may wait in all when it is told that there were too many. 0, as it is by default, where people
   * wait: they are told instead.
   */
  limitWaitMs?: number
  fetch?: typeof fetch
}>

/**
 * A typed client of the HTTP API, for browsers and Node. Reads, and writes that carry a `clientId`, are tried again
 * when the network fails or the server restarts, because they change nothing twice; nothing else is.
 *
 * @example
 * const client = createClient({ baseUrl: origin, token })
 * const { items } = await client.sessions.list({ list: 'unassigned', limit: 1 })
 * for (const { session } of items) await client.sessions.take({ sessionId: session.id })
 */
export const createClient = (options: ClientOptions = {}): Client => build(paths, options) as Client

/** What a visitor's page may call. It is all that such a page is sent: of the others not even their paths. */
export type WidgetClient = Pick<Client, 'widget'>

/** The same for a visitor's page. */
export const createWidgetClient = (options: ClientOptions = {}): WidgetClient =>
  build(widgetPaths, options) as WidgetClient

type Paths = Readonly<Record<string, readonly [EndpointCall['method'], string]>>

function build(known: Paths, options: ClientOptions): Record<string, Record<string, unknown>> {
  const { token, workspaceId } = options
  const connector: Connector = {
    baseUrl: (options.baseUrl ?? '').replace(/\/$/, ''),
    token: typeof token === 'function' ? token : () => token ?? null,
    workspaceId: workspaceId ?? null,
    limitWaitMs: options.limitWaitMs ?? 0,
    // Bound late and bare: browsers refuse a `fetch` called as somebody's method.
    fetch: options.fetch ?? ((input, init) => fetch(input, init)),
  }
  const client: Record<string, Record<string, unknown>> = {}
  for (const [name, [method, path]] of Object.entries(known)) {
    const [noun = '', verb = ''] = name.split('.')
    const verbs = client[noun] ?? {}
    client[noun] = verbs
    verbs[verb] =
      verb === 'upload'
        ? (_input: unknown, file: Blob, more?: UploadOptions) => uploadFile(connector, path, file, more)
        : (input: Record<string, unknown>, more?: CallOptions) =>
            callEndpoint(connector, { method, path, input }, more?.signal)
  }
  return client
}

import type {
  Actor,
  AgentId,
  ApiKeyId,
  Audience,
  ContactId,
  InboxId,
  Instant,
  Permission,
  RecordedEvent,
  Role,
  Session,
  UserId,
  WorkspaceId,
} from '@rapport/domain'
import type { Vault } from './crypto/index.ts'
import type { Db } from './db/index.ts'
import type { GuardedFetch } from './fetch/index.ts'
import type { FileStore } from './files/file-store.ts'
import type { NewJob } from './jobs/index.ts'
import type { Log } from './log/index.ts'
import type { Mailer } from './mail/index.ts'
import type { Measures } from './measures.ts'
import type { Bus } from './realtime/index.ts'

declare const scoped: unique symbol

/**
 * Whose rows may be touched. Every query of a workspace's table takes one, and only sign-in, tokens and jobs make
 * them, by `scopeOf`. `inboxes` narrows an agent to the inboxes they work; queries of sessions, conversations,
 * contacts and files must honour it as well as the workspace. `holder` is the hash, as hex, of the token by which
 * somebody got it: links given out in its name are worth what that token is; null for the system's own work.
 */
export type Scope = Readonly<{
  workspaceId: WorkspaceId
  inboxes: 'all' | readonly InboxId[]
  holder: string | null
}> & {
  readonly [scoped]: true
}

/** Makes a scope. Call it only where somebody's right to it has just been proven, or for the system's own work. */
export const scopeOf = (
  workspaceId: WorkspaceId,
  inboxes: 'all' | readonly InboxId[] = 'all',
  holder: string | null = null,
): Scope => ({ workspaceId, inboxes, holder }) as Scope

/** Session numbers, in blocks per process: rising, unique in the workspace, with gaps. Never call in a transaction. */
export type Numbers = Readonly<{ next(scope: Scope): Promise<number> }>

/** What every part of the server works with; made once, in `app.ts`. */
export type Platform = Readonly<{
  db: Db
  bus: Bus
  files: FileStore
  /** The one door for requests to addresses that somebody else chose. */
  fetch: GuardedFetch
  vault: Vault
  /** Null where the operator has named no mail server. */
  mail: Mailer | null
  log: Log
  measures: Measures
  now(): Instant
  numbers: Numbers
  /** The jobs that events set off, from `reactions.ts`: pure, so that an event nobody reacts to writes none. */
  jobsFor(before: Session, after: Session, recorded: readonly RecordedEvent[]): readonly NewJob[]
  /** Tells the job workers of this process that a commit has written jobs. */
  wakeJobs(): void
  /** Where browsers reach this server, as `https://desk.example.com`: links are made from it, never from a header. */
  publicOrigin: string
  /** Where files are served from: `publicOrigin`, or an origin of their own. */
  filesOrigin: string
}>

/** What domain work needs: the platform, whose rows, and who acts. */
export type Context = Platform & Readonly<{ scope: Scope; actor: Actor }>

/** A request nobody has signed. `address` is the caller's, for limits. */
export type PublicContext = Platform & Readonly<{ address: string; requestId: string; exempt: boolean }>

/** What an API key leaves of its maker's rights: these permissions, in this workspace. */
export type KeyGrant = Readonly<{
  id: ApiKeyId
  workspaceId: WorkspaceId
  scopes: readonly Permission[]
}>

/**
 * A person signed in, or a program with a key that acts as them. `wanted` is the workspace they asked for by header, if
 * any; `apiKey` is null for a person.
 */
export type LoginContext = PublicContext &
  Readonly<{
    userId: UserId
    loginKey: string
    wanted: WorkspaceId | null
    apiKey: KeyGrant | null
  }>

/** A member of a workspace at work. */
export type AgentContext = Context &
  LoginContext &
  Readonly<{
    agentId: AgentId
    role: Role
    audience: Audience
    can(permission: Permission): boolean
  }>

/** What is known of a visitor. `verified`: the host page signed for it. */
export type VisitorPerson = Readonly<{
  /** What the inbox knows them by: random for a stranger, the page's own user id when signed for. */
  externalId: string
  verified: boolean
  name: string | null
  email: string | null
  /** Known of those whom a channel or a program speaks for. */
  phone?: string | null
  locale: string | null
}>

/** A visitor on an inbox's widget. `thread` names their conversation there; it may not exist yet. */
export type VisitorContext = Context &
  PublicContext &
  Readonly<{
    contactId: ContactId
    inboxId: InboxId
    thread: string
    /** The token's stored hash, as hex: what `token_ended` names. */
    visitorKey: string
    person: VisitorPerson
  }>

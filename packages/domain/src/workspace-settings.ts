import type { Permission } from './access/permissions.ts'

/** How an unassigned session comes to an agent when nobody routes it. Opening takes with an undo. */
export const takeModes = ['open', 'reply', 'take'] as const
export type TakeMode = (typeof takeModes)[number]

/** A workspace's choices. Every field has a default, so that a new one needs no questions. */
export type WorkspaceSettings = Readonly<{
  takeMode: TakeMode
  /** Ask before a session is ended. */
  confirmEnd: boolean
  /** Sessions without a message for longer than this are Historical. */
  historicalAfterDays: number
  /** What can come of a session, in the workspace's own words. */
  outcomes: readonly string[]
  /** What an agent must have said before a session can be ended, besides the fields that are required. */
  endRequires: Readonly<{ outcome: boolean; tag: boolean }>
  /** What agents may do here beyond their role. */
  agentsMay: readonly GrantableToAgents[]
  /** The IANA zone in which days and hours of filters are meant. */
  timeZone: string
}>

/** What a workspace may let its agents do besides. */
export const grantableToAgents = [
  'search.content',
  'contacts.ban',
  'exports.create',
] as const satisfies readonly Permission[]
export type GrantableToAgents = (typeof grantableToAgents)[number]

/** What a workspace does before anybody has chosen. */
export const defaultWorkspaceSettings: WorkspaceSettings = {
  takeMode: 'open',
  confirmEnd: true,
  historicalAfterDays: 7,
  outcomes: ['Solved', 'Not solved', 'No answer needed'],
  endRequires: { outcome: false, tag: false },
  agentsMay: [],
  timeZone: 'UTC',
}

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
}>

/** What a workspace does before anybody has chosen. */
export const defaultWorkspaceSettings: WorkspaceSettings = {
  takeMode: 'open',
  confirmEnd: true,
  historicalAfterDays: 7,
}

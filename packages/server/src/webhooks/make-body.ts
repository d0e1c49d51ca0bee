import type { FeedEvent } from '@rapport/contract'
import type { WorkspaceId } from '@rapport/domain'

/** What a body is made of. */
export type BodyParts = Readonly<{
  workspaceId: WorkspaceId
  /** Counts the tries of this delivery, this one too. */
  attempt: number
  withText: boolean
}>

/** The body that tells of an event, as JSON. Made when it is sent, so that words erased by then are not in it. */
export function makeEventBody(event: FeedEvent, { workspaceId, attempt, withText }: BodyParts): string {
  const { id, ...told } = withText ? event : { ...event, message: null, note: null }
  return JSON.stringify({ id, type: event.recorded.event.type, workspaceId, attempt, event: told })
}

/** The body of a ping, which tells of nothing. */
export const makePingBody = (id: string, workspaceId: WorkspaceId): string =>
  JSON.stringify({ id, type: 'ping', workspaceId, attempt: 1, event: null })

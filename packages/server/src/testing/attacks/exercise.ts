import { type Endpoint, workspaceHeader } from '@rapport/contract'
import type { Server } from '../../app.ts'
import type { Caller, CallerName, Desk, Things } from './a-desk.ts'
import { buildInput } from './build-input.ts'
import { fillWith } from './fill-input.ts'
import { requestFor, sendHttp } from './raw-http.ts'
import { type IdKind, readShapes, type Shape } from './read-shape.ts'

/**
 * Whether an operation does its work for somebody who may have it done: what is refused to everybody proves nothing
 * about strangers. Each try gets a session, and an invitation, that nobody has touched.
 */
export async function isExercised(server: Server, desk: Desk, endpoint: Endpoint): Promise<boolean> {
  const caller = desk.callers[callerOf(endpoint)]
  for (const attempt of listAttempts(endpoint)) {
    const own = await freshThings(desk, caller, attempt)
    const input = buildInput(attempt.shape, fillWith(own, endpoint.path), attempt.isLean)
    const request = requestFor(endpoint, input as Record<string, unknown>, caller.token)
    const isMember = endpoint.access !== 'visitor' && caller.token !== null
    if (isMember) request.headers[workspaceHeader] = desk.workspaceId
    if ((await sendHttp(server.origin, request)).status === 200) return true
  }
  return false
}

type Attempt = Readonly<{ shape: Shape; state: 'waiting' | 'taken' | 'ended'; isLean: boolean }>

function listAttempts({ input }: Endpoint): Attempt[] {
  return readShapes(input).flatMap((shape) => {
    const states: Attempt['state'][] = needsSession(shape) ? ['waiting', 'taken', 'ended'] : ['waiting']
    return states.flatMap((state) => [false, true].map((isLean) => ({ shape, state, isLean })))
  })
}

/** Who has every right that an endpoint may ask for. */
export function callerOf({ access }: Pick<Endpoint, 'access'>): CallerName {
  if (access === 'public') return 'anonymous'
  return access === 'visitor' ? 'visitor' : 'owner'
}

const kindsOfSessions: readonly (IdKind | null)[] = ['session', 'conversation', 'message']

const needsSession = (shape: Shape): boolean => hasKind(shape, kindsOfSessions)

function hasKind(shape: Shape, kinds: readonly (IdKind | null)[]): boolean {
  if (shape.type === 'scalar') return kinds.includes(shape.id)
  if (shape.type === 'list') return hasKind(shape.item, kinds)
  return Object.values(shape.fields).some((field) => hasKind(field.shape, kinds))
}

async function freshThings(
  desk: Desk,
  { token, own, name }: Caller,
  { shape, state }: Attempt,
): Promise<Things> {
  const isInvited = hasKind(shape, ['invitation']) || (shape.type === 'object' && 'token' in shape.fields)
  const things = isInvited ? { ...own, ...(await desk.anInvitation()) } : own
  if (name === 'visitor' || token === null || !needsSession(shape)) return things
  const { id: file } = await desk.upload(token, '/files', { name: 'fresh.txt', body: 'A file to send' })
  const { sessionId, conversationId, messageId } = await desk.aVisitor()
  if (state !== 'waiting') await desk.call(token, `/sessions/${sessionId}/take`)
  if (state === 'ended') await desk.call(token, `/sessions/${sessionId}/end`, { endReason: 'agent_ended' })
  return { ...things, file, session: sessionId, conversation: conversationId, message: messageId }
}

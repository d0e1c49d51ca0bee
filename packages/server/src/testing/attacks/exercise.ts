import { type Endpoint, workspaceHeader } from '@rapport/contract'
import type { Server } from '../../app.ts'
import type { CallerName, Desk } from './a-desk.ts'
import { buildInput } from './build-input.ts'
import { fillWith } from './fill-input.ts'
import {
  type Attempt,
  freshThings,
  hasKind,
  needsSession,
  reviewStates,
  sessionStates,
} from './fresh-things.ts'
import { requestFor, sendHttp } from './raw-http.ts'
import { readShapes } from './read-shape.ts'

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

function listAttempts({ input }: Endpoint): Attempt[] {
  return readShapes(input).flatMap((shape) => {
    const sessions = needsSession(shape) ? sessionStates : (['waiting'] as const)
    const reviews = hasKind(shape, ['review']) ? reviewStates : (['none'] as const)
    return sessions.flatMap((session) =>
      reviews.flatMap((review) => [false, true].map((isLean) => ({ shape, session, review, isLean }))),
    )
  })
}

/** Who has every right that an endpoint may ask for. */
export function callerOf({ access }: Pick<Endpoint, 'access'>): CallerName {
  if (access === 'public') return 'anonymous'
  return access === 'visitor' ? 'visitor' : 'owner'
}

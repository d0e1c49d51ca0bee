import { randomUUID, randomUUIDv7 } from 'node:crypto'
import {
  fieldEndpoints,
  type InputOf,
  sessionEndpoints,
  tagEndpoints,
  workspaceEndpoints,
} from '@rapport/contract'
import {
  asId,
  type ContactId,
  contact,
  defaultWorkspaceSettings,
  type WorkspaceSettings,
} from '@rapport/domain'
import { fieldRoutes } from '../../fields/index.ts'
import type { AgentContext } from '../../platform/context.ts'
import type { Db } from '../../platform/db/index.ts'
import { tagRoutes } from '../../tags/index.ts'
import { aWorkspace, type TestWorkspace } from '../../testing/a-workspace.ts'
import { callRoute } from '../../testing/call-route.ts'
import { workspaceRoutes } from '../../workspaces/index.ts'
import { ingestMessage } from '../ingest-message.ts'
import { markRoutes } from '../mark-routes.ts'

type Commands = Pick<
  typeof sessionEndpoints,
  'end' | 'setPriority' | 'setOutcome' | 'rate' | 'changeTags' | 'setFields'
>
type Asked<Name extends keyof Commands> = Omit<InputOf<Commands[Name]>, 'sessionId'> & { sessionId?: string }

/** A session that somebody has begun in a workspace, and what is needed to mark it. */
export async function aSessionToMark(db: Db) {
  const place = await aWorkspace(db)
  const ctx = await place.ownerContext()
  const sessionId = await begin(place, ctx)
  return {
    place,
    ctx,
    sessionId,
    another: (inboxId = place.inbox.id) => begin(place, ctx, inboxId),
    /** Asks for a command on the session, or on the one named. */
    ask: <Name extends keyof Commands>(name: Name, asked: Asked<Name>, by: AgentContext = ctx) =>
      callRoute(markRoutes, sessionEndpoints[name], { ctx: by }, { sessionId, ...asked } as never),
    aTag: (name: string, scope: 'session' | 'contact' = 'session') =>
      callRoute(tagRoutes, tagEndpoints.create, { ctx }, { scope, name, colour: 'red' }),
    aField: (input: Omit<InputOf<typeof fieldEndpoints.create>, 'name' | 'scope'>) =>
      callRoute(fieldRoutes, fieldEndpoints.create, { ctx }, { name: input.key, scope: 'session', ...input }),
    settle: (settings: Partial<WorkspaceSettings>) =>
      callRoute(
        workspaceRoutes,
        workspaceEndpoints.change,
        { ctx },
        { name: 'Test desk', settings: { ...defaultWorkspaceSettings, ...settings } },
      ),
  }
}

async function begin(place: TestWorkspace, ctx: AgentContext, inboxId = place.inbox.id) {
  const contactId = asId<ContactId>(randomUUIDv7())
  const person = { externalId: contactId, verified: false, name: null, email: null, locale: null }
  const { sessionId } = await ingestMessage(
    { ...ctx, actor: contact(contactId) },
    { inboxId, startsIn: { as: 'unassigned', teamId: null } },
    {
      key: randomUUID(),
      thread: contactId,
      contactId,
      person,
      text: 'Hello',
      fileIds: [],
      clientId: null,
    },
  )
  return sessionId
}

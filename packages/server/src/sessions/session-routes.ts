import { conversationEndpoints, feedEndpoints, sessionEndpoints, widgetEndpoints } from '@rapport/contract'
import { holdSession, releaseSession, resumeSession, type Session, takeSession } from '@rapport/domain'
import { viewedOf } from '../audit/index.ts'
import type { AgentContext } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { type Route, route } from '../platform/http/index.ts'
import { getWorkspace } from '../workspaces/index.ts'
import { changeOnce } from './change-once.ts'
import { writeToClient } from './contact-client.ts'
import {
  type Reading,
  readConversation,
  readOlder,
  readOwnConversation,
  readOwnOlder,
} from './conversations.ts'
import { findConversation, putDraft } from './conversations-queries.ts'
import { giveAway } from './give-away.ts'
import { activeSince, countsOf, tally } from './list-counts.ts'
import { countSessionList, readSessionList } from './list-sessions.ts'
import { markForAgent, markUnread } from './mark-messages.ts'
import { markRoutes } from './mark-routes.ts'
import { noteReadingAlong, noteReadingEvents } from './note-reading-along.ts'
import { readFeed } from './read-feed.ts'
import { readSession } from './read-session.ts'
import { readTranscript } from './read-transcript.ts'
import { removeSession } from './remove-session.ts'
import { actingAgent, sendMessage, writeNote } from './send-message.ts'
import { readClocks } from './session-clocks.ts'

const changed = (session: Session) => ({ session })

const settingsOf = async (ctx: AgentContext) => (await getWorkspace(ctx.db, ctx.scope)).settings

/** The routes of sessions and conversations. `reading` brings what presenting them takes. */
export function sessionRoutes(reading: Reading): readonly Route[] {
  return [
    ...lists,
    ...commands(reading),
    ...markRoutes,
    ...conversationRoutes(reading),
    route(sessionEndpoints.get, async (ctx, { sessionId }) => {
      const snapshot = await readSession(ctx, reading, sessionId)
      await reading.noteViewing(ctx, viewedOf(snapshot.row.session), 'session')
      return snapshot
    }),
    route(sessionEndpoints.transcript, async (ctx, place) => {
      const transcript = await readTranscript(ctx, reading, place)
      await reading.noteViewing(ctx, viewedOf(transcript.row.session), 'session')
      return transcript
    }),
    route(sessionEndpoints.clocks, (ctx, { sessionId }) => readClocks(ctx, reading, sessionId)),
    route(sessionEndpoints.remove, (ctx, { sessionId }) => removeSession(ctx, sessionId)),
    route(feedEndpoints.list, async (ctx, request) => {
      const page = await readFeed(ctx, request)
      const { sessionId } = request
      if (sessionId !== undefined) await noteReadingEvents(ctx.db, reading.noteViewing, ctx, sessionId)
      return page
    }),
    route(widgetEndpoints.conversation, (ctx) => readOwnConversation(ctx, reading)),
    route(widgetEndpoints.older, (ctx, { cursor }) => readOwnOlder(ctx, reading, cursor)),
  ]
}

const lists = [
  route(sessionEndpoints.list, async (ctx, request) => readSessionList(ctx, request, await settingsOf(ctx))),
  route(sessionEndpoints.count, async (ctx, request) => ({
    count: await countSessionList(ctx, request, await settingsOf(ctx)),
  })),
  route(sessionEndpoints.counts, async (ctx) => {
    const { historicalAfterDays } = await settingsOf(ctx)
    return countsOf(await tally(ctx, ctx.scope, activeSince(ctx.now(), historicalAfterDays)), ctx.agentId)
  }),
]

const commands = (reading: Reading) => [
  route(sessionEndpoints.take, async (ctx, { how, ...command }) =>
    changed(await changeOnce(ctx, { ...command, asked: 'take' }, (s) => takeSession(s, ctx.agentId, how))),
  ),
  route(sessionEndpoints.release, async (ctx, command) =>
    changed(
      await changeOnce(ctx, { ...command, asked: 'release' }, (s) => releaseSession(s, actingAgent(ctx))),
    ),
  ),
  route(sessionEndpoints.transfer, async (ctx, command) => changed(await giveAway(ctx, command))),
  route(sessionEndpoints.hold, async (ctx, { until, ...command }) =>
    changed(
      await changeOnce(ctx, { ...command, asked: ['hold', until] }, (s) =>
        holdSession(s, actingAgent(ctx), until),
      ),
    ),
  ),
  route(sessionEndpoints.resume, async (ctx, command) =>
    changed(
      await changeOnce(ctx, { ...command, asked: 'resume' }, (s) => resumeSession(s, actingAgent(ctx))),
    ),
  ),
  route(sessionEndpoints.send, async (ctx, { sessionId, ...reply }) => {
    const { takeMode } = await settingsOf(ctx)
    return sendMessage(ctx, reading, sessionId, {
      ...reply,
      seenVersion: reply.seenVersion ?? null,
      replyTakes: takeMode !== 'take',
    })
  }),
  route(sessionEndpoints.addNote, (ctx, { sessionId, ...note }) => writeNote(ctx, sessionId, note)),
]

const conversationRoutes = (reading: Reading) => [
  route(conversationEndpoints.get, async (ctx, { conversationId }) => {
    const snapshot = await readConversation(ctx, reading, conversationId)
    const latest = snapshot.sessions.at(-1)
    if (latest !== undefined) await reading.noteViewing(ctx, viewedOf(latest), 'conversation')
    return snapshot
  }),
  route(conversationEndpoints.older, async (ctx, where) => {
    const page = await readOlder(ctx, reading, where)
    await noteReadingAlong(ctx.db, reading.noteViewing, ctx, where.conversationId)
    return page
  }),
  route(conversationEndpoints.read, async (ctx, { conversationId, messageId }) => {
    await markForAgent(ctx, conversationId, messageId)
    return {}
  }),
  route(conversationEndpoints.unread, async (ctx, { conversationId }) => {
    await markUnread(ctx, conversationId)
    return {}
  }),
  route(conversationEndpoints.contact, (ctx, { conversationId, ...words }) =>
    writeToClient(ctx, reading, conversationId, words),
  ),
  route(conversationEndpoints.saveDraft, async (ctx, { conversationId, ...draft }) => {
    if ((await findConversation(ctx.db, ctx.scope, conversationId)) === null)
      throw new AppError('not_found', { conversationId })
    await putDraft(ctx.db, ctx.scope, { agentId: ctx.agentId, conversationId }, draft)
    return {}
  }),
]

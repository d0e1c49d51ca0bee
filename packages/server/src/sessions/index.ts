/**
 * Sessions: what happens in them, who follows them, how they are found. A session changes in two ways only,
 * `ingestMessage` for what a contact says and `changeSession` for all else; both record through `recordEvents`, in one
 * transaction, so that row, log, feed, bodies and jobs are all there or none. Nobody here knows who reacts.
 * Start with `ingest-message.ts`, then `record-events.ts` and `follow-session.ts`.
 */
export { createAgentSocket } from './agent-socket.ts'
export { type Amendment, amendMessage, type MessageRef, recordDelivery } from './amend-message.ts'
export { blockSessions } from './block-sessions.ts'
export { changeSession } from './change-session.ts'
export type { Reading } from './conversations.ts'
export { findThread, findThreadContact } from './conversations-queries.ts'
export { endByHand } from './end-by-hand.ts'
export {
  beginAtEnd,
  beginEverywhere,
  isReaderBehind,
} from './feed-places-queries.ts'
export { type FeedStep, listEventsAt, listFeedSteps } from './feed-queries.ts'
export { freezeInto, freezeMatching, type Matching } from './freeze-matching.ts'
export type { SelectedSessions } from './freeze-matching-queries.ts'
export { giveAwayTelling } from './give-away.ts'
export type { Hub, Member } from './hub.ts'
export { ingestMessage, type ThreadMemory } from './ingest-message.ts'
export { createLiveDesk, type LiveDesk } from './live-desk.ts'
export { markForContact, markFromChannel } from './mark-messages.ts'
export { markTagsTelling, type TagsChanged } from './mark-session.ts'
export { type ListedRecord, listSessionsById } from './named-rows-queries.ts'
export { once, writeKey } from './once.ts'
export { findIngested, pruneAnswers } from './once-queries.ts'
export type { Arrival, Ingested } from './open-thread.ts'
export { placesAfter } from './places-after.ts'
export { presentFeed } from './present-feed.ts'
export { presentRow } from './present-row.ts'
export { type FeedReading, keepReading, readOnward } from './read-onward.ts'
export { type Beside, type History, type HistoryRecorder, startHistory } from './record-history.ts'
export { refoldSessions } from './refold-sessions.ts'
export { removeSession, type WithRemoval } from './remove-session.ts'
export { sampleMatching } from './sample-matching.ts'
export type { Drawable } from './sample-matching-queries.ts'
export { handOffSession, sendBotMessage } from './send-message.ts'
export { sessionRoutes } from './session-routes.ts'
export { fromRow, type SessionRecord } from './session-row.ts'
export { sessionsAsOf } from './sessions-as-of.ts'
export { findSession, inReach } from './sessions-queries.ts'
export { retagSessions, untagSessions } from './untag-sessions.ts'
export { usualWatch, type Watch, watchFeeds } from './watch-feeds.ts'
export { writeHistory } from './write-history.ts'
export { insertConversations, moveConversations } from './write-history-queries.ts'

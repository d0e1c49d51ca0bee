/**
 * A client of Rapport, for browsers and Node: `createRapport` for programs with a key, `createChannel` for a channel of
 * one's own, `createClient` for the HTTP API as somebody signed in, `createLiveClient` for the one socket, and stores
 * that hold what is on a screen and stay true: conversations, lists, counts. The console, the widget and the operator's
 * tool are built on nothing else. It guarantees that what a store shows after any trouble is what a fresh load would
 * show, and that a message a person wrote is neither lost nor doubled.
 * Start with `create-rapport.ts`, `http-client.ts`, `live-client.ts` and `session-store.ts`.
 */

export type { FeedEvent, GenericEventInput, GenericOutbound, WebhookBody } from '@rapport/contract/light'
export * from './agent-session-store.ts'
export type { CallOptions } from './call-endpoint.ts'
export { newClientId } from './client-id.ts'
export type { Conversation, PlacedEvent } from './conversation.ts'
export * from './counts-store.ts'
export * from './create-channel.ts'
export * from './create-rapport.ts'
export * from './follow-events.ts'
export type { ConversationView } from './held-conversation.ts'
export * from './http-client.ts'
export * from './list-store.ts'
export * from './live-client.ts'
export { createSource, type Observable, type Source } from './observable.ts'
export type { Draft, OutgoingStorage, PendingMessage } from './outgoing.ts'
export * from './rapport-error.ts'
export type { SessionStore } from './session-store.ts'
export * from './standard-webhooks.ts'
export type { UploadOptions } from './upload-file.ts'
export * from './visitor-session-store.ts'

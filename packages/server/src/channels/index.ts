/**
 * The ways into and out of the desk. Every channel is an adapter of one contract (`adapter.ts`), held to one list of
 * promises (`conformance.test.ts`): the web chat (`web/`) and channels of one's own (`generic/`). What a provider sends is
 * proven, kept as it came and answered before anybody reads it (`receive-hook.ts`); then it is read, as often as need be
 * (`handle-delivery.ts`). What is said on our side goes out at least once and never blindly twice (`deliver-message.ts`).
 * Start with `adapter.ts`, then `receive-hook.ts`.
 */
export { sendingOn } from './adapters.ts'
export { deliverMessage, giveUpMessage } from './deliver-message.ts'
export { listDeliveryIds } from './deliveries-queries.ts'
export { deliveryRoutes } from './delivery-routes.ts'
export { handleDelivery } from './handle-delivery.ts'
export { openHooks } from './hooks.ts'
export { createKnownChannels, type KnownChannels } from './known-channels.ts'
export { pruneChannels } from './prune-channels.ts'
export { handleDeliveryKind } from './receive-hook.ts'
export { replayDeliveries } from './replay-deliveries.ts'
export { deliverMessageKind, outgoingSequence } from './retry-message.ts'
export { authenticateVisitor, findVisitorStanding } from './web/authenticate-visitor.ts'
export { frameAncestors } from './web/frame-ancestors.ts'
export { createVisitorSocket } from './web/visitor-socket.ts'
export { widgetRoutes } from './web/widget-routes.ts'

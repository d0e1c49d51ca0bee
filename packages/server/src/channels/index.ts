/**
 * The ways into and out of the desk. Every channel is an adapter of one contract (`adapter.ts`), held to one list of
 * promises (`conformance.test.ts`); the web chat (`web/`) is the first. Here is also who a visitor is: what the host
 * page signed for, and which token reaches which conversation. Start with `adapter.ts`, then `web/begin-visitor.ts`.
 */
export { cannotSend } from './adapters.ts'
export { authenticateVisitor } from './web/authenticate-visitor.ts'
export { frameAncestors } from './web/frame-ancestors.ts'
export { createVisitorSocket } from './web/visitor-socket.ts'
export { widgetRoutes } from './web/widget-routes.ts'

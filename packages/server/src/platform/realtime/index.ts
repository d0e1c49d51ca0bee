/**
 * The mechanism of live connections: the bus between nodes, and sockets that cannot be flooded.
 * What is said over them is decided by the features.
 */
export * from './bus.ts'
export { withRightsFromDatabase } from './bus-rights.ts'
export type { Link } from './link.ts'
export { createPostgresBus } from './postgres-bus.ts'
export { createRedisBus } from './redis-bus.ts'
export { createSocketServer, type Dialogue, type SocketServer } from './socket-server.ts'

/**
 * The mechanism of live connections: the bus between nodes and a socket that cannot be flooded.
 * What is said over them is decided by the features.
 */
export * from './bus.ts'

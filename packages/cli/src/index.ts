// The front door for tests and tools beside the packages: having conversations live against a running server, as
// `rapport replay` does. The command itself is started from main.ts. Start reading at replay/replay-conversations.ts.
export { enterDesk } from './replay/desk.ts'
export { type Replayed, replayConversations } from './replay/replay-conversations.ts'
export type { Script } from './replay/replay-line.ts'

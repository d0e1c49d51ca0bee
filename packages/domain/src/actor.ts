import type { AgentId, BotId, ContactId } from './ids.ts'

/** Who did something. `system` is Rapport itself: a time-out, an import, a rule. */
export type Actor =
  | Readonly<{ kind: 'contact'; id: ContactId }>
  | Readonly<{ kind: 'agent'; id: AgentId }>
  | Readonly<{ kind: 'bot'; id: BotId }>
  | Readonly<{ kind: 'system' }>

/** Actors, made from the id that says who; `system` is one and has none. */
export const contact = (id: ContactId): Actor => ({ kind: 'contact', id })
export const agent = (id: AgentId): Actor => ({ kind: 'agent', id })
export const bot = (id: BotId): Actor => ({ kind: 'bot', id })
export const system: Actor = { kind: 'system' }

/** The lists of sessions people work from. `active` and `historical` are derived; `mine` depends on who asks. */
export const sessionLists = [
  'all',
  'mine',
  'active',
  'unassigned',
  'bot',
  'on_hold',
  'wrap_up',
  'historical',
  'ended',
] as const
export type SessionList = (typeof sessionLists)[number]

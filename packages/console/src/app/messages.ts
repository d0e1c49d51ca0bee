import apiKeys from '../api-keys/en.json' with { type: 'json' }
import audit from '../audit/en.json' with { type: 'json' }
import bans from '../bans/en.json' with { type: 'json' }
import deliveries from '../deliveries/en.json' with { type: 'json' }
import fields from '../fields/en.json' with { type: 'json' }
import inbox from '../inbox/en.json' with { type: 'json' }
import inboxes from '../inboxes/en.json' with { type: 'json' }
import search from '../search/en.json' with { type: 'json' }
import sessions from '../sessions/en.json' with { type: 'json' }
import tags from '../tags/en.json' with { type: 'json' }
import team from '../team/en.json' with { type: 'json' }
import ui from '../ui/en.json' with { type: 'json' }
import watchWords from '../watch-words/en.json' with { type: 'json' }
import webhooks from '../webhooks/en.json' with { type: 'json' }
import workspaces from '../workspaces/en.json' with { type: 'json' }
import app from './en.json' with { type: 'json' }

/** Each feature's words by the folder they live in; a test holds every key to its folder's name. */
export const cataloguesByFolder = {
  app,
  ui,
  'api-keys': apiKeys,
  audit,
  bans,
  deliveries,
  fields,
  inbox,
  inboxes,
  search,
  sessions,
  tags,
  team,
  'watch-words': watchWords,
  webhooks,
  workspaces,
}

/** Every word of the console in English: the source of the keys, and what a missing translation falls back to. */
export const english = {
  ...app,
  ...ui,
  ...apiKeys,
  ...audit,
  ...bans,
  ...deliveries,
  ...fields,
  ...inbox,
  ...inboxes,
  ...search,
  ...sessions,
  ...tags,
  ...team,
  ...watchWords,
  ...webhooks,
  ...workspaces,
}

/** The name of a message. A misspelt or missing one fails the type check. */
export type MessageKey = keyof typeof english

import apiKeys from '../api-keys/en.json' with { type: 'json' }
import audit from '../audit/en.json' with { type: 'json' }
import bans from '../bans/en.json' with { type: 'json' }
import deliveries from '../deliveries/en.json' with { type: 'json' }
import exportWords from '../exports/en.json' with { type: 'json' }
import fields from '../fields/en.json' with { type: 'json' }
import inbox from '../inbox/en.json' with { type: 'json' }
import inboxes from '../inboxes/en.json' with { type: 'json' }
import quality from '../quality/en.json' with { type: 'json' }
import search from '../search/en.json' with { type: 'json' }
import sessions from '../sessions/late.en.json' with { type: 'json' }
import tags from '../tags/en.json' with { type: 'json' }
import team from '../team/en.json' with { type: 'json' }
import watchWords from '../watch-words/en.json' with { type: 'json' }
import webhooks from '../webhooks/en.json' with { type: 'json' }
import workspaces from '../workspaces/en.json' with { type: 'json' }

/** The words that no first screen shows, by the folder they live in. */
export const lateCatalogues = {
  'api-keys': apiKeys,
  audit,
  bans,
  deliveries,
  exports: exportWords,
  fields,
  inbox,
  inboxes,
  quality,
  search,
  sessions,
  tags,
  team,
  'watch-words': watchWords,
  webhooks,
  workspaces,
}

/** All of them. Fetched with the first part that says any, by `withWords`. */
export const lateMessages = {
  ...apiKeys,
  ...audit,
  ...bans,
  ...deliveries,
  ...exportWords,
  ...fields,
  ...inbox,
  ...inboxes,
  ...quality,
  ...search,
  ...sessions,
  ...tags,
  ...team,
  ...watchWords,
  ...webhooks,
  ...workspaces,
}

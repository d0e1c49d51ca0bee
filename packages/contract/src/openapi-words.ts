/** What a field means wherever it stands, for those whose names alone do not say it. Ends up in the reference. */
export const fieldWords: Readonly<Record<string, string | undefined>> = {
  attempt: 'Counts the tries of this delivery, from 1.',
  addresses: 'How inboxes know them: the id they have on the channel.',
  clientId: 'A UUID of your own. The same id again gets the first answer and changes nothing.',
  cursor: 'Where the page before ended: its `next`.',
  days: 'Days until it ends; null for a key without end.',
  delivery: 'What a provider made of it; null on the web chat, and before there is an outcome.',
  endReason: 'Why it ended, kept as data.',
  epoch: 'Which life of the database a position is true for. Another one: load again.',
  eventTypes: 'Which events it is told of.',
  externalId: 'Their id on that channel.',
  fileIds: 'Files uploaded before, in the order they are shown.',
  hint: 'Its last four characters.',
  lastUsedAt: 'To the minute; null before its first use.',
  limit: 'The most items of a page.',
  locale: 'A language tag, such as pt-BR.',
  madeBy: 'The member it acts as. Their role bounds it at every call.',
  more: 'Whether there is more at this moment.',
  next: 'Where the next page begins; null at the end.',
  older: 'Where older messages begin; null when all are here.',
  people: 'Names and pictures of those who are spoken of.',
  position: 'A place in the stream of the feed.',
  requestId: "Finds the call in the server's log.",
  secret: 'Shown this once.',
  seenVersion: 'The newest version you have seen: newer messages refuse the reply.',
  unread: "The contact's messages that nobody has read.",
  until: 'Until when; null until somebody writes.',
  verified: 'The channel, or a signature, vouches for it.',
  version: 'Place in the order of its session: 1, 2, 3, without gaps.',
  withText: 'Whether the words of messages and notes go with the events.',
}

/** What each noun is, in the order of the reference. Every noun has its words: a test says which is missing. */
export const tagWords: Readonly<Record<string, string>> = {
  sessions: 'One complete interaction with one contact: lists, and every command an agent has.',
  conversations: 'The endless thread of one contact on one inbox. It holds many sessions.',
  contacts: 'The people outside, and the addresses they are known by.',
  views: 'Saved filters with their columns and order.',
  batches: 'Work on many sessions at once, with a result for each.',
  search: 'Finding sessions and messages by what was said.',
  tags: 'Words that sessions and contacts are marked with.',
  fields: 'What a workspace wants to know besides: custom fields.',
  events: 'Everything that happens, for programs that must not miss any of it.',
  webhooks: "Addresses of one's own that are told of events as they happen.",
  inboxes: "The doors conversations come in by: web chats, and channels of one's own.",
  deliveries: 'What channels brought and what they were given.',
  files: 'Uploaded first, claimed by the message that names them, fetched by a link that dies.',
  team: 'Agents, teams and bots.',
  invitations: 'How people come into a workspace.',
  bans: 'Contacts who are not let in.',
  watchWords: 'Words to be told of, and where they were found.',
  summaries: 'What a session was about, in few words, and the mood it was in.',
  exports: 'Files of sessions, made in the background, fetched by a link that runs out.',
  exportPlans: 'Exports that are made again and again, of a view.',
  reviews: "Supervisors' verdicts on agents' work, and what the agents say of them.",
  scorecards: 'What sessions are judged by.',
  reviewQueues: 'Samples of sessions that wait for a review.',
  audit: 'Who did, read or searched what.',
  preferences: 'What a person has arranged for themselves.',
  workspaces: 'The workspace and its settings.',
  apiKeys: 'Keys for programs. No key may manage keys.',
  logins: "A person's being signed in. Not for programs with a key.",
  setup: 'The first workspace of an empty installation.',
  widget: "The visitor's side of the web chat.",
}

/** A chapter of the guide that stands before the operations. Paragraphs may hold `code`; a block is code as it is. */
export type Chapter = Readonly<{
  id: string
  title: string
  body: readonly (string | Readonly<{ code: string }>)[]
}>

/** How to use the API at all. */
export const chapters: readonly Chapter[] = [
  {
    id: 'authentication',
    title: 'Authentication',
    body: [
      'A program calls with an API key as a bearer token. An admin makes keys under Settings, or by `apiKeys.create`; a key is shown once. It acts as the member who made it: what it may do is what its scopes name and what that member may do now. It works in its own workspace only, and never manages keys or speaks of a login.',
      {
        code: 'curl https://desk.example.com/api/v1/workspace \\\n  -H "authorization: Bearer $RAPPORT_KEY"',
      },
      'Without the scope `sessions.read_all` a key sees the inboxes that its maker works. A person signs in with `logins.signIn`; who works in several workspaces says which in the header `x-rapport-workspace`. Visitors of the web chat hold a token of their own, from `widget.visitor`.',
    ],
  },
  {
    id: 'rate-limits',
    title: 'Rate limits',
    body: [
      'Each key may make 1,200 requests a minute, unless the installation says otherwise. Every answer carries `ratelimit-limit`, `ratelimit-remaining` and `ratelimit-reset` (seconds). One too many is answered 429 with `retry-after`: wait that long, then send the same again. Nothing was done.',
    ],
  },
  {
    id: 'errors',
    title: 'Errors',
    body: [
      'An error is `application/problem+json` (RFC 9457). Act on `code`, never on the title; codes are added, and never change what they mean. `fields` says what was wrong with the input, `requestId` finds the call in the log. What is not yours is answered like what does not exist.',
      {
        code: '{\n  "type": "urn:rapport:error:session_taken",\n  "title": "Session taken",\n  "status": 409,\n  "code": "session_taken",\n  "requestId": "6f1c2a9be07d4431"\n}',
      },
      'No answer, or a 503, means *unknown*: reads, and writes with a `clientId`, can be sent again without harm.',
    ],
  },
  {
    id: 'idempotency',
    title: 'Sending again',
    body: [
      'Writes that make something take a `clientId`, a UUID of your own. The same id with the same content gets the first answer again and changes nothing; with other content it is refused as `client_id_reused`. Ids are kept for at least 8 days.',
    ],
  },
  {
    id: 'paging',
    title: 'Paging',
    body: [
      'A list answers `items` and `next`. Pass `next` as `cursor` for the page after it, until it is null. Cursors are opaque; what is new while you page is not shown twice and skips nothing.',
    ],
  },
  {
    id: 'times-and-ids',
    title: 'Times and ids',
    body: [
      'Times are milliseconds since 1970, as numbers. Ids are UUIDs. Unknown fields are refused with `invalid_input`, so that a typing error does not pass for a wish; new fields may appear in answers.',
    ],
  },
  {
    id: 'events',
    title: 'Events',
    body: [
      '`events.list` reads everything that happens from a cursor, in order within each session. Keep `next` once you have worked through a page: whoever starts again from a kept cursor misses nothing, and may see the last page twice. The id of an event is the same at every telling. `cursor=now` begins with this moment. After a backup was restored a cursor is answered `cursor_expired`: begin again.',
    ],
  },
  {
    id: 'webhooks',
    title: 'Webhooks',
    body: [
      "A webhook is sent each event as it happens, signed by Standard Webhooks: `webhook-id`, `webhook-timestamp` and `webhook-signature`, an HMAC-SHA-256 over `id.timestamp.body` under the webhook's secret. Check it over the bytes as they came, within five minutes. Answer 2xx within 10 seconds; anything else is tried again for a day. A webhook that answers 410, or fails for three days, is stopped.",
      "A channel of your own works the same way round: your program posts what contacts say to its inbox's address, signed with the inbox's secret, and is sent the answers.",
    ],
  },
]

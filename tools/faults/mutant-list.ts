/** A place in a file and what stands there afterwards. `from` must stand there exactly once. */
export type Edit = Readonly<{ file: string; from: string; to: string }>

/** What must notice the mutant: a test by its name, the rule on every statement, or a fault run by a figure of it. */
export type Proof =
  | Readonly<{ kind: 'test'; file: string; test: string }>
  | Readonly<{ kind: 'statements'; file: string; words: string }>
  | Readonly<{ kind: 'fault'; name: string; figure: string }>

/** A guard taken away, and the proof that the suite misses it. */
export type Mutant = Readonly<{ guard: string; edits: readonly Edit[]; proof: Proof }>

const sessions = 'packages/server/src/sessions'
const ingestTests = `${sessions}/ingest-message.db.test.ts`
const recordQueries = `${sessions}/record-events-queries.ts`
const headLock = `
      update stream_heads set last_offset = last_offset + \${recorded.length}
      where workspace_id = \${scope.workspaceId} and stream = \${stream} and exists (select 1 from state_row)
      returning last_offset
    `

const claimEnd = `\${JSON.stringify(claim.answer)}::jsonb
    from state_row`

/** One mutant per guard: if a guard can go and nothing fails, the suite does not hold. */
export const mutants: readonly Mutant[] = [
  {
    guard: 'the idempotency key',
    edits: [
      {
        file: recordQueries,
        from: claimEnd,
        to: claimEnd.replace('from state_row', 'from state_row on conflict do nothing'),
      },
    ],
    proof: {
      kind: 'test',
      file: ingestTests,
      test: 'redelivered and concurrent messages land once each, in one session, without gaps',
    },
  },
  {
    guard: 'the idempotency key, as a killed server shows it',
    edits: [
      {
        file: recordQueries,
        from: claimEnd,
        to: claimEnd.replace('from state_row', 'from state_row on conflict do nothing'),
      },
    ],
    proof: { kind: 'fault', name: 'FAULT-1', figure: 'dup' },
  },
  {
    guard: 'the stream lock: the head is read and written without waiting for the writer before',
    edits: [
      {
        file: recordQueries,
        from: headLock,
        to: `
      select last_offset + \${recorded.length} as last_offset from stream_heads
      where workspace_id = \${scope.workspaceId} and stream = \${stream} and exists (select 1 from state_row)
    ), moved as (
      update stream_heads set last_offset = last_offset + \${recorded.length}
      where workspace_id = \${scope.workspaceId} and stream = \${stream} and exists (select 1 from state_row)
    `,
      },
    ],
    proof: {
      kind: 'test',
      file: ingestTests,
      test: "the workspace's streams have no gaps, whatever is written at once, and the log folded is the row",
    },
  },
  {
    guard: 'the stream lock: places come from a sequence, as a bigserial would give them',
    edits: [
      {
        file: 'packages/server/migrations/0001_foundation.sql',
        from: 'create table session_events (',
        to: 'create sequence feed_places increment by 10;\ncreate table session_events (',
      },
      {
        file: recordQueries,
        from: headLock,
        to: `select nextval('feed_places') as last_offset from state_row`,
      },
    ],
    proof: { kind: 'fault', name: 'FAULT-14', figure: 'skipped' },
  },
  {
    guard: "the session's lock",
    edits: [
      {
        file: `${sessions}/sessions-queries.ts`,
        from: `\n    for update\``,
        to: '`',
      },
    ],
    proof: {
      kind: 'test',
      file: ingestTests,
      test: 'of two agents taking a session at once, the first has it and the second is told',
    },
  },
  {
    guard: "the conversation's lock",
    edits: [
      {
        file: `${sessions}/ingest-message-queries.ts`,
        from: `\n    for update of c, s\``,
        to: '`',
      },
    ],
    proof: {
      kind: 'test',
      file: ingestTests,
      test: 'many at once after an end open one new session between them',
    },
  },
  {
    guard: 'the workspace condition of one query',
    edits: [
      {
        file: `${sessions}/ingest-message-queries.ts`,
        from: `where c.workspace_id = \${workspaceId} and c.inbox_id`,
        to: 'where c.inbox_id',
      },
    ],
    proof: { kind: 'statements', file: ingestTests, words: 'statements of this run cross workspaces' },
  },
  {
    guard: "the origin check of the agents' socket",
    edits: [
      {
        file: `${sessions}/agent-socket.ts`,
        from: 'return isOwnOrigin(origin) ? null : 403',
        to: 'return isOwnOrigin(origin) ? null : null',
      },
    ],
    proof: {
      kind: 'test',
      file: 'packages/server/src/attacks/foreign-pages.db.test.ts',
      test: 'a foreign page cannot open the socket with the cookie of whoever looks at it, nor can a cookie without a page',
    },
  },
  {
    guard: 'the revocation broadcast',
    edits: [
      {
        file: `${sessions}/agent-socket.ts`,
        from: 'platform.bus.subscribe(hear), closeRunOut',
        to: 'platform.bus.subscribe(() => hear), closeRunOut',
      },
    ],
    proof: {
      kind: 'test',
      file: `${sessions}/live.db.test.ts`,
      test: 'a right that ends, ends the socket or its follows within a second',
    },
  },
  {
    guard: 'the look at the address that a call is about to dial',
    edits: [
      {
        file: 'packages/server/src/platform/fetch/dial.ts',
        from: 'found.filter((address) => dialler.rules.permits(address))',
        to: 'found',
      },
    ],
    proof: {
      kind: 'test',
      file: 'packages/server/src/platform/fetch/guarded-fetch.test.ts',
      test: 'a name is asked for once, and only its permitted addresses are dialled',
    },
  },
  {
    guard: 'the skipping of what another worker holds',
    edits: [
      {
        file: 'packages/server/src/platform/jobs/jobs-queries.ts',
        from: 'for update skip locked\n    )',
        to: ')',
      },
    ],
    proof: {
      kind: 'test',
      file: 'packages/server/src/platform/jobs/jobs-model.db.test.ts',
      test: 'of workers claiming at the same moment, no two hold jobs of one serial key',
    },
  },
  {
    guard: 'the await in sign-in',
    edits: [
      {
        file: 'packages/server/src/team/check-password.ts',
        from: 'const isRight = await verifyPassword(',
        to: 'const isRight = verifyPassword(',
      },
    ],
    proof: {
      kind: 'test',
      file: 'packages/server/src/team/sign-in.db.test.ts',
      test: 'an unknown e-mail and a wrong password are answered alike, and cost the same',
    },
  },
]

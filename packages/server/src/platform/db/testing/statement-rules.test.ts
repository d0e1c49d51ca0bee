import { describe, expect, test } from 'vitest'
import { findUnscopedTables, meansAllWorkspaces } from './statement-rules.ts'

const tables = new Set(['sessions', 'messages', 'conversations', 'jobs'])
const complaints = (text: string) => findUnscopedTables(text, tables)

describe('a statement that crosses workspaces is caught', () => {
  test.each([
    ['no condition', 'select * from sessions'],
    ['a condition on something else', 'select * from sessions where session_id = $1'],
    ['only in the select list', 'select workspace_id = $1 from sessions where session_id = $2'],
    ['only in SET', 'update sessions set workspace_id = $1 where session_id = $2'],
    ['only in RETURNING', 'delete from sessions where session_id = $1 returning workspace_id = $2'],
    ['under OR', 'select * from sessions where workspace_id = $1 or state = $2'],
    ['under OR in parentheses', 'select * from sessions where (workspace_id = $1 or true) and state = $2'],
    ['under NOT', 'select * from sessions where not (workspace_id = $1)'],
    ['unequal', 'select * from sessions where workspace_id <> $1'],
    ['not in', 'select * from sessions where workspace_id not in ($1)'],
    ['equal to itself', 'select * from sessions s where s.workspace_id = s.workspace_id'],
    ['equal to a column of its own row', 'select * from sessions s where s.workspace_id = s.session_id'],
    ['in a comment', 'select * from sessions -- where workspace_id = $1'],
    ['in a string', `select * from sessions where state = 'workspace_id = $1'`],
    [
      'one of two tables',
      'select * from sessions s, messages m where s.workspace_id = $1 and m.session_id = s.session_id',
    ],
    [
      'two tables held only by each other',
      'select * from sessions s join messages m on m.workspace_id = s.workspace_id',
    ],
    [
      'a join without it',
      'select * from sessions s join messages m on m.session_id = s.session_id where s.workspace_id = $1',
    ],
    [
      'a subquery',
      'select * from sessions where workspace_id = $1 and session_id in (select session_id from messages)',
    ],
    [
      'a CTE',
      'with m as (select * from messages) select * from sessions s join m using (workspace_id) where s.workspace_id = $1',
    ],
    [
      'one half of a union',
      'select 1 from sessions where workspace_id = $1 union all select 1 from messages',
    ],
    ['an insert without the column', 'insert into messages (message_id) values ($1)'],
    ['an insert without columns', 'insert into messages values ($1)'],
    [
      'an insert from everybody',
      'insert into messages (workspace_id, message_id) select workspace_id, session_id from sessions',
    ],
    ['quoted names', 'select * from "public"."sessions" as "s" where "s"."session_id" = $1'],
    ['a scalar subquery', 'select (select count(*) from messages) from sessions where workspace_id = $1'],
    [
      'a delete with USING',
      'delete from messages m using sessions s where s.workspace_id = $1 and s.session_id = m.session_id',
    ],
    [
      'an update from',
      'update messages m set text = null from sessions s where m.workspace_id = $1 and s.session_id = m.session_id',
    ],
    ['truncate', 'truncate messages'],
    ['explained', 'explain (analyze, buffers) select * from sessions'],
    [
      'a data-changing CTE',
      'with gone as (delete from jobs where job_id = $1 returning *) select * from gone',
    ],
  ])('%s', (_name, text) => {
    expect(complaints(text)).not.toEqual([])
  })
})

describe('a statement held to its workspace passes', () => {
  test.each([
    ['a parameter', 'select * from "sessions" where "workspace_id" = $1 and "session_id" = $2 for update'],
    ['a cast parameter', 'select * from sessions where workspace_id = $1::uuid'],
    ['any of a list', 'select * from sessions where workspace_id = any($1)'],
    ['in a list', 'select * from sessions where workspace_id in ($1, $2)'],
    ['a row', 'select * from sessions where (workspace_id, session_id) = ($1, $2)'],
    [
      'rows',
      'select * from sessions where (workspace_id, session_id) in (select * from unnest($1::uuid[], $2::uuid[]))',
    ],
    [
      'a join on it',
      'select * from sessions s join messages m on m.workspace_id = s.workspace_id and m.session_id = s.session_id where s.workspace_id = $1',
    ],
    [
      'USING',
      'select * from sessions left join messages using (workspace_id, session_id) where sessions.workspace_id = $1',
    ],
    [
      'a row join',
      'select * from sessions s join messages m on (m.workspace_id, m.session_id) = (s.workspace_id, s.session_id) where $1 = s.workspace_id',
    ],
    [
      'a correlated subquery',
      'select 1 from sessions s where s.workspace_id = $1 and exists (select 1 from messages m where m.workspace_id = s.workspace_id)',
    ],
    [
      'every branch of an OR',
      'select 1 from sessions where (workspace_id = $1 and state = $2) or (workspace_id = $1 and state = $3)',
    ],
    ['an OR beside it', 'select 1 from sessions where workspace_id = $1 and (state = $2 or state = $3)'],
    [
      'an insert',
      'insert into "messages" ("workspace_id", "message_id") values ($1, $2) on conflict do nothing returning "message_id"',
    ],
    [
      'an upsert',
      'insert into jobs as j (workspace_id, job_id) values ($1, $2) on conflict (workspace_id, job_id) do update set kind = $3 where j.dead_at is null',
    ],
    [
      'an insert from a select',
      'insert into messages (workspace_id, message_id) select workspace_id, $2 from sessions where workspace_id = $1',
    ],
    ['an update', 'update sessions set state = $1 where workspace_id = $2 and session_id = $3'],
    [
      'an update from values',
      'update sessions s set version = v.version from (values ($1::uuid, $2::uuid, 1)) as v (workspace_id, session_id, version) where s.workspace_id = v.workspace_id and s.session_id = v.session_id',
    ],
    [
      'a CTE of parameters',
      'with input as (select $1::uuid as workspace_id) select * from sessions s join input i on i.workspace_id = s.workspace_id',
    ],
    [
      'a chain in CTEs',
      'with head as (update conversations set stream = 1 where workspace_id = $1 returning *) insert into messages (workspace_id, message_id) select workspace_id, $2 from head',
    ],
    ['is distinct from', 'select 1 from sessions where workspace_id = $1 and state is distinct from $2'],
    ['functions with FROM', 'select extract(epoch from started_at) from sessions where workspace_id = $1'],
    ['a global table', 'select * from users where email = $1'],
    [
      'lateral',
      'select * from sessions s cross join lateral (select * from messages m where m.workspace_id = s.workspace_id limit 1) m where s.workspace_id = $1',
    ],
    ['a column named like a table', 'select sessions from reports where id = $1'],
    ['another statement', 'set local statement_timeout = 1000'],
  ])('%s', (_name, text) => {
    expect(complaints(text)).toEqual([])
  })
})

test('a statement that means every workspace must say so, with a reason', () => {
  expect(complaints('select * from jobs /* all workspaces: one queue serves them all */')).toEqual([])
  expect(meansAllWorkspaces('select 1 /* all workspaces: */')).toBe(false)
})

import { randomUUIDv7 } from 'node:crypto'
import {
  type AgentId,
  asId,
  createFinder,
  type FieldId,
  fieldSources,
  parseWatchWord,
  readTagTree,
  type TagId,
  type TeamId,
  tagKey,
  type ViewId,
  type WatchWordId,
} from '@rapport/domain'
import { insertField, listFields } from '../fields/index.ts'
import type { Scope } from '../platform/context.ts'
import type { Tx } from '../platform/db/index.ts'
import { insertTag, listTags, plainTag } from '../tags/index.ts'
import { insertView } from '../views/index.ts'
import { insertWatchWords } from '../watch-words/index.ts'
import { getWorkspace } from '../workspaces/index.ts'
import type { MarkGround } from './demo-ground.ts'
import { demoFields, demoTags, demoViews, demoWatchWords } from './demo-marks.ts'
import { listWatched, viewsExist } from './demo-queries.ts'

/** Tags, fields and watch-words of the demo in a workspace; what is there under its name is taken as it is. */
export async function makeMarks(tx: Tx, scope: Scope, since: number): Promise<MarkGround> {
  const { outcomes } = (await getWorkspace(tx, scope)).settings
  const tags = {
    session: await makeTags(tx, scope, 'session'),
    contact: await makeTags(tx, scope, 'contact'),
  }
  return {
    tags,
    tree: readTagTree(await listTags(tx, scope)),
    fields: await makeFields(tx, scope),
    // The first is what usually comes of a session.
    outcomes: outcomes.map((outcome, i) => [outcome, i === 0 ? 7 : 1] as const),
    findWords: await makeWatchWords(tx, scope, since),
  }
}

type Weighted<T> = readonly (readonly [T, number])[]

async function makeTags(tx: Tx, scope: Scope, of: 'session' | 'contact'): Promise<Weighted<TagId>> {
  const known = (await listTags(tx, scope)).filter((tag) => tag.scope === of)
  const weighted: (readonly [TagId, number])[] = []
  const ids = new Map(known.map((tag) => [tagKey(tag.name), tag.id]))
  for (const { name, colour, share, under, isExclusive } of demoTags.filter((tag) => tag.scope === of)) {
    const there = ids.get(tagKey(name))
    const id = there ?? asId<TagId>(randomUUIDv7())
    const parentId = under === null ? null : (ids.get(tagKey(under)) ?? null)
    if (there === undefined)
      await insertTag(tx, scope, { ...plainTag, id, scope: of, name, colour, parentId, isExclusive })
    ids.set(tagKey(name), id)
    weighted.push([id, share])
  }
  return weighted
}

/** The keys that hold what the demo would put there: a field of the same key may be of another kind. */
async function makeFields(tx: Tx, scope: Scope): Promise<MarkGround['fields']> {
  const known = new Map((await listFields(tx, scope)).map((field) => [`${field.scope} ${field.key}`, field]))
  const usable = { session: new Set<string>(), contact: new Set<string>() }
  for (const field of demoFields) {
    const there = known.get(`${field.scope} ${field.key}`)
    if (there === undefined) {
      const id = asId<FieldId>(randomUUIDv7())
      await insertField(tx, scope, {
        ...field,
        choices: [...field.choices],
        id,
        requiredOnEnd: false,
        writers: [...fieldSources],
      })
    }
    if (there === undefined || there.kind === field.kind) usable[field.scope].add(field.key)
  }
  return usable
}

/** Words that have been watched for since the demo's first day: the history is told with what was found of them. */
async function makeWatchWords(tx: Tx, scope: Scope, since: number): Promise<MarkGround['findWords']> {
  for (const { side, texts } of demoWatchWords) {
    const words = texts.map((text) => ({ id: asId<WatchWordId>(randomUUIDv7()), text }))
    await insertWatchWords(tx, scope, { words, side, at: since })
  }
  const own = new Set<string>(demoWatchWords.flatMap(({ texts }) => texts))
  const watched = (await listWatched(tx, scope)).filter(({ text }) => own.has(text))
  const finderOf = (side: 'contact' | 'agent') =>
    createFinder(
      watched.flatMap((word) => {
        const search = word.side === side || word.side === 'both' ? parseWatchWord(word.text) : null
        return search === null ? [] : [[word.id, search] as const]
      }),
    )
  const finders = { contact: finderOf('contact'), agent: finderOf('agent') }
  // Reading a text by its words takes far longer than seeing that none of these can be in it.
  const may = new RegExp([...own].join('|'), 'i')
  return (side, text) => (may.test(text) ? finders[side](text) : [])
}

/** Views for a workspace that has none yet. Who or what is not there by its key has none. */
export async function makeViews(
  tx: Tx,
  scope: Scope,
  {
    agentIds,
    teams,
  }: Readonly<{
    agentIds: ReadonlyMap<string, AgentId>
    teams: ReadonlyMap<string, TeamId>
  }>,
): Promise<void> {
  if (await viewsExist(tx, scope)) return
  for (const {
    name,
    owner,
    scope: of,
    team,
    filter,
    form = 'table',
    sort = 'started',
    columns,
  } of demoViews) {
    const ownerId = agentIds.get(owner)
    const teamId = team === undefined ? null : (teams.get(team) ?? null)
    if (ownerId === undefined || (of === 'team' && teamId === null)) continue
    await insertView(tx, scope, {
      id: asId<ViewId>(randomUUIDv7()),
      ownerId,
      name,
      scope: of,
      teamId,
      definition: {
        list: 'all',
        filter,
        sort,
        direction: 'desc',
        form,
        columns: columns ? [...columns] : null,
      },
    })
  }
}

/** What a list is narrowed by: as a filter, and as a person would write it in SQL for this case alone. */
export type Narrowing = Readonly<{
  filter: string
  where: string | null
  /** The tags of which a session carries one: the history goes by `session_tags st`, tag by tag. */
  tagIds?: readonly string[]
}>

/** One page of one list, as somebody asks for it. */
export type ListCase = Narrowing &
  Readonly<{
    list: string
    sort: 'started' | 'activity'
    /** The inboxes of whoever asks; null for all of them. */
    reach: readonly string[] | null
    agentId: string
    before: Readonly<{ at: Date; id: string }> | null
  }>

/** What every case of one workspace shares. */
export type Ground = Readonly<{ workspaceId: string; activeSince: Date }>

const columns = { started: 'started_at', activity: 'last_activity_at' } as const

/** The column a list is sorted by. */
export const columnOf = ({ sort }: Pick<ListCase, 'sort'>): string => columns[sort]

/** What makes the list, as conditions with everything spelt out: as lean as a person would write it for this case alone. */
export function conditionsOf(ground: Ground, one: ListCase): readonly string[] {
  const rest = [
    `s.workspace_id = '${ground.workspaceId}'`,
    ...(one.where === null ? [] : [one.where]),
    ...(one.reach === null ? [] : [`s.inbox_id in (${one.reach.map((id) => `'${id}'`).join(', ')})`]),
  ].join(' and ')
  // In the order of last activity there is an index for what has ended, and the live are few.
  const parts =
    one.list === 'all' && one.sort === 'activity' && !one.filter.startsWith('contact:')
      ? [`s.state <> 'ended'`, `s.state = 'ended'`]
      : [stateOf(ground, one)]
  return parts.flatMap((part) => tagConditions(one).map((tagged) => `${part} and ${rest}${tagged}`))
}

/** One condition per walk: of the live, which are few, one look at all of them finds whoever carries any of the tags. */
function tagConditions(one: ListCase): readonly string[] {
  const { tagIds } = one
  if (tagIds === undefined) return ['']
  if (!isByTags(one)) return [` and ${carriesAny(tagIds)}`]
  return tagIds.map((id, i) => {
    // Whoever carries an earlier tag too was met on that tag's walk.
    const met = i === 0 ? '' : ` and not ${carriesAny(tagIds.slice(0, i))}`
    return ` and st.workspace_id = s.workspace_id and st.tag_id = '${id}'${met}`
  })
}

const carriesAny = (tagIds: readonly string[]): string => `s.tag_ids && '{${tagIds.join()}}'::uuid[]`

const isByTags = ({ tagIds, list }: ListCase): boolean => tagIds !== undefined && list === 'all'

function stateOf({ activeSince }: Ground, { list, agentId }: ListCase): string {
  const lastMessage = 'coalesce(s.last_message_at, s.started_at)'
  switch (list) {
    case 'all':
      return 'true'
    case 'mine':
      return `s.state <> 'ended' and s.agent_id = '${agentId}'`
    case 'active':
      return `s.state <> 'ended' and ${lastMessage} > '${activeSince.toISOString()}'`
    case 'historical':
      return `s.state <> 'ended' and ${lastMessage} <= '${activeSince.toISOString()}'`
    case 'ended':
      return `s.state = 'ended'`
    default:
      return `s.state = '${list}' and s.state <> 'ended'`
  }
}

/** Where a case looks: along the tags, or in the sessions themselves. */
export const tablesOf = (one: ListCase): string =>
  isByTags(one)
    ? 'session_tags st join sessions s on s.workspace_id = st.workspace_id and s.session_id = st.session_id'
    : 'sessions s'

/** The rows of the page with the names that lists show: what the product answers, and nothing beside it. */
export function leanPage(ground: Ground, one: ListCase, limit: number): string {
  const column = columnOf(one)
  const walked = isByTags(one) ? 'st' : 's'
  const before =
    one.before === null
      ? ''
      : `and (${walked}.${column}, ${walked}.session_id) < ('${one.before.at.toISOString()}', '${one.before.id}')`
  const order = `order by ${column} desc, session_id desc limit ${limit}`
  const walks = conditionsOf(ground, one).map(
    (held) =>
      `(select s.* from ${tablesOf(one)} where ${held} ${before}
        order by ${walked}.${column} desc, ${walked}.session_id desc limit ${limit})`,
  )
  const page =
    walks.length === 1 ? walks[0] : `select * from (${walks.join(' union all ')}) as walked ${order}`
  return `
    with s as materialized (${page})
    select s.*, c.name as contact_name, c.avatar_url, i.name as inbox_name, i.channel_kind, i.channel_label,
      a.display_name, b.name as bot_name, t.name as team_name, left(m.text, 200) as preview, m.file_count
    from s
    join contacts c on c.workspace_id = s.workspace_id and c.contact_id = s.contact_id
    join inboxes i on i.workspace_id = s.workspace_id and i.inbox_id = s.inbox_id
    left join memberships a on a.workspace_id = s.workspace_id and a.user_id = s.agent_id
    left join bots b on b.workspace_id = s.workspace_id and b.bot_id = s.bot_id
    left join teams t on t.workspace_id = s.workspace_id and t.team_id = s.team_id
    left join messages m on m.workspace_id = s.workspace_id and m.message_id = s.last_message_id
    order by s.${column} desc, s.session_id desc`
}

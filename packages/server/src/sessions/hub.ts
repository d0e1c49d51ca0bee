import type { ServerFrame } from '@rapport/contract'
import { type AgentId, asId, type ConversationId, type SessionId, type WorkspaceId } from '@rapport/domain'
import { type Platform, type Scope, scopeOf } from '../platform/context.ts'
import type { Signal } from '../platform/realtime/index.ts'
import { findConversation } from './conversations-queries.ts'
import { type Tail, tailFeed } from './feed.ts'
import type { FeedRecord } from './feed-queries.ts'
import { type Follow, type Follower, followConversation } from './follow-session.ts'
import { createListNews, type ListNews } from './list-news.ts'
import { makeNews } from './make-news.ts'
import { findMarks } from './marks-queries.ts'
import { type People, presentMarks } from './present-bodies.ts'

/** Somebody connected: what they may see now, and how to reach them. */
export type Member = Follower &
  Readonly<{
    workspaceId: WorkspaceId
    agentId: AgentId | null
    scope(): Scope
  }>

/** A place in a conversation's feed, in the epoch it was read in. */
export type Place = Readonly<{ epoch: string; position: number }>

/** The one meeting point of the log and the sockets of this process. */
export type Hub = Readonly<{
  epochOf(workspaceId: WorkspaceId): Promise<string>
  /** Follows a conversation from a place; answers what could not be, as a `reset` to the member. */
  follow(member: Member, conversationId: ConversationId, place: Place): Promise<void>
  unfollow(member: Member, conversationId: ConversationId): void
  followLists(member: Member): Promise<void>
  unfollowLists(member: Member): void
  /** Ends everything a member follows; with `isReset`, tells them to load again. */
  leave(member: Member, isReset: boolean): void
  stop(): Promise<void>
}>

/** What the hub needs besides the platform. */
export type HubParts = Readonly<{ people: People; readEpoch(workspaceId: WorkspaceId): Promise<string> }>

/** A workspace that somebody follows. */
type LiveWorkspace = Readonly<{
  tail: Promise<Tail>
  epoch: Promise<string>
  follows: Map<ConversationId, Map<string, Follow>>
  lists: ListNews
  members: Set<string>
}>

type LiveWorkspaces = Map<WorkspaceId, LiveWorkspace>

/** Makes the hub: a workspace's feed is tailed from the first member's coming to the last one's leaving. */
export function createHub(platform: Platform, { people, readEpoch }: HubParts): Hub {
  const workspaces: LiveWorkspaces = new Map()
  const unsubscribe = platform.bus.subscribe((signal) => passOn(platform, workspaces, signal))

  function enter(member: Member): LiveWorkspace {
    const { workspaceId } = member
    let live = workspaces.get(workspaceId)
    if (live === undefined) {
      live = openWorkspace(platform, people, workspaceId, readEpoch(workspaceId))
      workspaces.set(workspaceId, live)
      dropUnlessOpen(platform, workspaces, workspaceId, live)
    }
    live.members.add(member.id)
    return live
  }

  async function follow(member: Member, conversationId: ConversationId, place: Place): Promise<void> {
    const live = enter(member)
    const [epoch, conversation] = await Promise.all([
      live.epoch,
      findConversation(platform.db, member.scope(), conversationId),
      live.tail,
    ])
    // They may have left, or lost their rights, while we looked.
    if (!live.members.has(member.id)) return
    if (conversation === null) return reset(member, conversationId, 'not_found')
    if (epoch !== place.epoch) return reset(member, conversationId, 'epoch')
    const where = { scope: member.scope(), follower: member, conversationId }
    const started = followConversation(platform, people, where, place.position)
    const here = live.follows.get(conversationId) ?? new Map<string, Follow>()
    here.get(member.id)?.end()
    live.follows.set(conversationId, here.set(member.id, started))
    const outcome = await started.catchUp()
    if (outcome === 'following') return sendMarks(platform, member, conversationId)
    if (outcome === 'over') return
    unfollow(live, member, conversationId)
    reset(member, conversationId, outcome)
  }

  function leave(member: Member, isReset: boolean): void {
    const live = workspaces.get(member.workspaceId)
    if (isReset) reset(member, null, 'access')
    if (live === undefined) return
    for (const conversationId of [...live.follows.keys()]) unfollow(live, member, conversationId)
    live.lists.remove(member)
    live.members.delete(member.id)
    if (live.members.size > 0) return
    workspaces.delete(member.workspaceId)
    void closeWorkspace(platform, live)
  }

  return {
    epochOf: readEpoch,
    follow,
    unfollow(member, conversationId) {
      const live = workspaces.get(member.workspaceId)
      if (live !== undefined) unfollow(live, member, conversationId)
    },
    async followLists(member) {
      const live = enter(member)
      await live.tail
      if (live.members.has(member.id)) live.lists.add(member)
    },
    unfollowLists(member) {
      workspaces.get(member.workspaceId)?.lists.remove(member)
    },
    leave,
    async stop() {
      unsubscribe()
      const open = [...workspaces.values()]
      workspaces.clear()
      await Promise.all(open.map((live) => closeWorkspace(platform, live)))
    },
  }
}

function openWorkspace(
  platform: Platform,
  people: People,
  workspaceId: WorkspaceId,
  epoch: Promise<string>,
): LiveWorkspace {
  const follows: LiveWorkspace['follows'] = new Map()
  const lists = createListNews(platform, workspaceId)

  async function spread(events: readonly FeedRecord[]): Promise<void> {
    lists.mark(events.map((event) => asId<SessionId>(event.session_id)))
    const wanted = events.filter((event) => follows.has(asId(event.conversation_id)))
    if (wanted.length === 0) return
    const news = await makeNews(platform, people, scopeOf(workspaceId), wanted)
    wanted.forEach((event, i) => {
      const item = news[i]
      const here = follows.get(asId(event.conversation_id))
      if (item !== undefined) for (const follow of here?.values() ?? []) follow.hear(item)
    })
  }

  return { tail: tailFeed(platform, workspaceId, spread), epoch, follows, lists, members: new Set() }
}

/** A workspace that could not open (no database) must not stay half-open for the next to find, nor its other half at work. */
function dropUnlessOpen(
  platform: Platform,
  workspaces: LiveWorkspaces,
  workspaceId: WorkspaceId,
  live: LiveWorkspace,
): void {
  Promise.all([live.tail, live.epoch]).catch(() => {
    if (workspaces.get(workspaceId) === live) workspaces.delete(workspaceId)
    return closeWorkspace(platform, live)
  })
}

async function closeWorkspace(platform: Platform, live: LiveWorkspace): Promise<void> {
  live.lists.stop()
  try {
    const tail = await live.tail
    await tail.stop()
  } catch (error) {
    platform.log.warn({ error: String(error) }, 'A feed ended badly')
  }
}

function passOn(platform: Platform, workspaces: LiveWorkspaces, signal: Signal): void {
  if (signal.type === 'token_ended' || signal.type === 'access_changed') return
  const live = workspaces.get(signal.workspaceId)
  if (live === undefined) return
  if (signal.type === 'row') live.lists.mark([signal.sessionId])
  else if (signal.type === 'frame') passFrame(live, signal)
  else
    live.tail.then(
      (tail) => tail.nudge(signal.stream),
      (error: unknown) => platform.log.warn({ error: String(error) }, 'No feed to nudge'),
    )
}

function passFrame(live: LiveWorkspace, signal: Extract<Signal, { type: 'frame' }>): void {
  const here = live.follows.get(signal.conversationId)
  if (here === undefined) return
  const frame = JSON.stringify(signal.frame)
  for (const { follower } of here.values()) {
    const isVisitor = follower.audience === 'contact'
    const isAddressed = signal.to === 'all' || (signal.to === 'visitors') === isVisitor
    if (isAddressed && follower.id !== signal.from) follower.send(frame)
  }
}

function unfollow(live: LiveWorkspace, member: Member, conversationId: ConversationId): void {
  const here = live.follows.get(conversationId)
  here?.get(member.id)?.end()
  here?.delete(member.id)
  if (here?.size === 0) live.follows.delete(conversationId)
}

type Reason = Extract<ServerFrame, { type: 'reset' }>['reason']

function reset(member: Member, conversationId: ConversationId | null, reason: Reason): void {
  const frame: ServerFrame = { type: 'reset', conversationId, reason }
  member.send(JSON.stringify(frame))
}

/** Ticks are no events: whoever resumes gets the marks as they stand. */
async function sendMarks(platform: Platform, member: Member, conversationId: ConversationId): Promise<void> {
  const marks = await findMarks(platform.db, member.scope(), conversationId)
  for (const frame of presentMarks(conversationId, marks)) member.send(JSON.stringify(frame))
}

import type { ServerFrame } from '@rapport/contract'
import { type AgentId, asId, type ConversationId, type SessionId, type WorkspaceId } from '@rapport/domain'
import { type Platform, type Scope, scopeOf } from '../platform/context.ts'
import type { Signal } from '../platform/realtime/index.ts'
import { findConversation } from './conversations-queries.ts'
import { type Tail, tailFeed } from './feed.ts'
import type { FeedRecord } from './feed-queries.ts'
import { type Follow, type Follower, followConversation, makeNews } from './follow-session.ts'
import { createListNews, type ListNews } from './list-news.ts'
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
  /** Ends everything a member follows; with `reset`, tells them to load again. */
  leave(member: Member, reset: boolean): void
  stop(): Promise<void>
}>

type Room = {
  tail: Promise<Tail>
  epoch: Promise<string>
  follows: Map<ConversationId, Map<string, Follow>>
  lists: ListNews
  members: Set<string>
}

/** What the hub needs besides the platform. */
export type HubParts = Readonly<{ people: People; readEpoch(workspaceId: WorkspaceId): Promise<string> }>

/** Makes the hub: a workspace's feed is tailed from the first member's coming to the last one's leaving. */
export function createHub(platform: Platform, { people, readEpoch }: HubParts): Hub {
  const rooms = new Map<WorkspaceId, Room>()
  const unsubscribe = platform.bus.subscribe(hear)

  function roomOf(member: Member): Room {
    const found = rooms.get(member.workspaceId) ?? openRoom(member.workspaceId)
    found.members.add(member.id)
    return found
  }

  function openRoom(workspaceId: WorkspaceId): Room {
    const room: Room = {
      tail: tailFeed(platform, workspaceId, (events) => spread(workspaceId, room, events)),
      epoch: readEpoch(workspaceId),
      follows: new Map(),
      lists: createListNews(platform, workspaceId),
      members: new Set(),
    }
    // A room that could not open (no database) must not stay half-open for the next to find.
    room.tail.catch(() => rooms.delete(workspaceId))
    room.epoch.catch(() => rooms.delete(workspaceId))
    rooms.set(workspaceId, room)
    return room
  }

  async function spread(workspaceId: WorkspaceId, room: Room, events: readonly FeedRecord[]): Promise<void> {
    room.lists.mark(events.map((event) => asId<SessionId>(event.session_id)))
    const wanted = events.filter((event) => room.follows.has(asId(event.conversation_id)))
    if (wanted.length === 0) return
    const news = await makeNews(platform, people, scopeOf(workspaceId), wanted)
    wanted.forEach((event, i) => {
      const item = news[i]
      const follows = room.follows.get(asId(event.conversation_id))
      if (item !== undefined) for (const follow of follows?.values() ?? []) follow.hear(item)
    })
  }

  function hear(signal: Signal): void {
    if (signal.type === 'token_ended' || signal.type === 'access_changed') return
    const room = rooms.get(signal.workspaceId)
    if (room === undefined) return
    if (signal.type === 'feed')
      room.tail.then(
        (tail) => tail.nudge(signal.stream),
        (error: unknown) => platform.log.warn({ error: String(error) }, 'No feed to nudge'),
      )
    else if (signal.type === 'row') room.lists.mark([signal.sessionId])
    else
      for (const { follower } of room.follows.get(signal.conversationId)?.values() ?? []) {
        const isAddressed =
          signal.to === 'all' || (signal.to === 'visitors') === (follower.audience === 'contact')
        if (isAddressed && follower.id !== signal.from) follower.send(signal.frame)
      }
  }

  async function follow(member: Member, conversationId: ConversationId, place: Place): Promise<void> {
    const room = roomOf(member)
    const [epoch, conversation] = await Promise.all([
      room.epoch,
      findConversation(platform.db, member.scope(), conversationId),
      room.tail,
    ])
    // They may have left, or lost their rights, while we looked.
    if (!room.members.has(member.id)) return
    if (conversation === null) return reset(member, conversationId, 'not_found')
    if (epoch !== place.epoch) return reset(member, conversationId, 'epoch')
    const where = { scope: member.scope(), follower: member, conversationId }
    const started = followConversation(platform, people, where, place.position)
    const here = room.follows.get(conversationId) ?? new Map<string, Follow>()
    room.follows.set(conversationId, here.set(member.id, started))
    const outcome = await started.catchUp()
    if (outcome === 'following') return sendMarks(member, conversationId)
    unfollow(member, conversationId)
    reset(member, conversationId, outcome)
  }

  /** Ticks are no events: whoever resumes gets the marks as they stand. */
  async function sendMarks(member: Member, conversationId: ConversationId): Promise<void> {
    const marks = await findMarks(platform.db, member.scope(), conversationId)
    for (const frame of presentMarks(conversationId, marks)) member.send(JSON.stringify(frame))
  }

  function reset(
    member: Member,
    conversationId: ConversationId | null,
    reason: 'behind' | 'epoch' | 'access' | 'not_found',
  ) {
    const frame: ServerFrame = { type: 'reset', conversationId, reason }
    member.send(JSON.stringify(frame))
  }

  function unfollow(member: Member, conversationId: ConversationId): void {
    const follows = rooms.get(member.workspaceId)?.follows
    const here = follows?.get(conversationId)
    here?.delete(member.id)
    if (here?.size === 0) follows?.delete(conversationId)
  }

  function leave(member: Member, isReset: boolean): void {
    const room = rooms.get(member.workspaceId)
    if (room === undefined) return
    for (const conversationId of [...room.follows.keys()]) unfollow(member, conversationId)
    room.lists.remove(member)
    room.members.delete(member.id)
    if (isReset) reset(member, null, 'access')
    if (room.members.size === 0) void closeRoom(member.workspaceId, room)
  }

  async function closeRoom(workspaceId: WorkspaceId, room: Room): Promise<void> {
    rooms.delete(workspaceId)
    room.lists.stop()
    try {
      await (await room.tail).stop()
    } catch (error) {
      platform.log.warn({ error: String(error), workspaceId }, 'A feed ended badly')
    }
  }

  return {
    epochOf: readEpoch,
    follow,
    unfollow,
    async followLists(member) {
      const room = roomOf(member)
      await room.tail
      room.lists.add(member)
    },
    unfollowLists(member) {
      rooms.get(member.workspaceId)?.lists.remove(member)
    },
    leave,
    async stop() {
      unsubscribe()
      await Promise.all([...rooms].map(([workspaceId, room]) => closeRoom(workspaceId, room)))
    },
  }
}

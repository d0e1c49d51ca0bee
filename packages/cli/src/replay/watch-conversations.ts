import type { AgentCommand, EventFrame, ServerFrame } from '@rapport/contract/light'
import type { LiveClient } from '@rapport/sdk'

/** One message as the watching socket saw it, in the order it came. */
export type Sighting = Readonly<{ clientId: string; sessionId: string; version: number }>

/** One agent socket that follows many conversations, as a console with all of them open would. */
export type Watch = Readonly<{
  follow(conversationId: string): void
  unfollow(conversationId: string): void
  /** What was seen of a conversation so far; one entry per time it was seen. */
  sightings(conversationId: string): readonly Sighting[]
  /** Resolves when this many messages of ours were seen there, or the time is over. */
  until(conversationId: string, count: number, timeoutMs: number): Promise<void>
  stop(): void
}>

type Followed = {
  position: number
  readonly sightings: Sighting[]
  waiting: { count: number; done: () => void } | null
}

/** Watches with a live client, which it connects and, in the end, closes. After a lost link it goes on where it was. */
export function watchConversations(live: LiveClient<AgentCommand>): Watch {
  const followed = new Map<string, Followed>()
  const kept = new Map<string, readonly Sighting[]>()
  let epoch = ''

  const say = (conversationId: string, { position }: Followed): void =>
    void live.say({ type: 'follow', conversationId, epoch, position })

  function see(frame: EventFrame): void {
    const here = followed.get(frame.conversationId)
    if (here === undefined) return
    // Something is missing between: follow again from where we are. What we have had already is counted again.
    if (frame.position > here.position && frame.after !== here.position) {
      say(frame.conversationId, here)
      return
    }
    here.position = Math.max(here.position, frame.position)
    const { message, recorded } = frame
    if (message?.clientId == null) return
    here.sightings.push({ clientId: message.clientId, sessionId: frame.sessionId, version: recorded.version })
    if (here.waiting !== null && here.sightings.length >= here.waiting.count) here.waiting.done()
  }

  function followAgain(which: string | null): void {
    for (const [conversationId, here] of followed) {
      if (which === null || which === conversationId) say(conversationId, here)
    }
  }

  function hear(frame: ServerFrame): void {
    if (frame.type === 'event') see(frame)
    if (frame.type === 'reset') followAgain(frame.conversationId)
    if (frame.type !== 'welcome') return
    epoch = frame.epoch
    live.say({ type: 'follow_lists' })
    followAgain(null)
  }

  const unhear = live.hear(hear)
  live.connect()
  return {
    follow(conversationId) {
      if (followed.has(conversationId)) return
      const here: Followed = { position: 0, sightings: [], waiting: null }
      followed.set(conversationId, here)
      say(conversationId, here)
    },
    unfollow(conversationId) {
      kept.set(conversationId, followed.get(conversationId)?.sightings ?? [])
      followed.delete(conversationId)
      live.say({ type: 'unfollow', conversationId })
    },
    sightings: (conversationId) => followed.get(conversationId)?.sightings ?? kept.get(conversationId) ?? [],
    until(conversationId, count, timeoutMs) {
      const here = followed.get(conversationId)
      if (here === undefined || here.sightings.length >= count) return Promise.resolve()
      return new Promise((resolve) => {
        const timer = setTimeout(resolve, timeoutMs)
        here.waiting = {
          count,
          done() {
            clearTimeout(timer)
            resolve()
          },
        }
      })
    },
    stop() {
      unhear()
      live.close()
    },
  }
}

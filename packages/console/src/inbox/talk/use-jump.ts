import type { SessionId } from '@rapport/domain'
import type { AgentDetails, Conversation, SessionStore } from '@rapport/sdk'
import { type RefObject, useEffect, useState } from 'react'
import type { ThreadHandle } from '../../sessions/index.ts'
import { nextStep, type Step, type TalkTarget } from './next-step.ts'

type Way = Readonly<{
  target: TalkTarget
  /** What the address asked for when the way began; when it asks for something else, another begins. */
  asked: TalkTarget
  state: 'looking' | 'failed' | Exclude<Step, 'load'>
  pages: number
}>

const begin = (target: TalkTarget, asked: TalkTarget): Way => ({ target, asked, state: 'looking', pages: 0 })

/**
 * Brings a message or a session of the conversation into view, fetching older pages until it is there. How far that has
 * come, and how it ended, is told by `JumpNote`.
 */
export function useJump(options: {
  thread: RefObject<ThreadHandle | null>
  store: SessionStore<AgentDetails>
  conversation: Conversation<AgentDetails>
  isLoadingOlder: boolean
  /** Where to begin; asked again when it changes. */
  target: TalkTarget
}) {
  const { thread, store, conversation, isLoadingOlder, target } = options
  const [way, setWay] = useState(() => begin(target, target))
  if (isOther(way.asked, target)) setWay(begin(target, target))

  useEffect(() => {
    if (way.state !== 'looking' || isLoadingOlder) return
    const isHere = {
      message: (id: string) => conversation.messages.some((one) => one.id === id),
      session: (id: SessionId) => thread.current?.showSession(id) ?? false,
    }
    const step = nextStep(way.target, conversation, isHere, way.pages)
    if (step !== 'load') return setWay((now) => ({ ...now, state: step }))
    // The store is loading before this is counted, so that the count sets off no second page.
    store.loadOlder().catch((error: unknown) => {
      console.info('An older page did not come', error)
      setWay((now) => ({ ...now, state: 'failed' }))
    })
    setWay((now) => ({ ...now, pages: now.pages + 1 }))
  }, [way, isLoadingOlder, conversation, store, thread])

  const { state, pages } = way
  const isHere = state === 'here'
  return {
    state,
    pages,
    loaded: conversation.messages.length,
    number: conversation.sessions.find(({ id }) => id === way.target.sessionId)?.number ?? null,
    shownMessageId: isHere ? way.target.messageId : null,
    shownSessionId: isHere ? way.target.sessionId : null,
    toSession: (sessionId: SessionId) => setWay((now) => begin({ sessionId, messageId: null }, now.asked)),
    /** Goes on after having asked, or after a page did not come. */
    goOn: () => setWay((now) => ({ ...now, state: 'looking', pages: now.pages + 1 })),
    stop: () => setWay((now) => ({ ...now, state: 'here', target: nowhere })),
  }
}

const nowhere: TalkTarget = { sessionId: null, messageId: null }

/** What `useJump` answers. */
export type Jump = ReturnType<typeof useJump>

const isOther = (a: TalkTarget, b: TalkTarget): boolean =>
  a.sessionId !== b.sessionId || a.messageId !== b.messageId

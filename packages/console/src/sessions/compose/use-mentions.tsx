import type { AgentId } from '@rapport/domain'
import { type RefObject, useId, useRef, useState } from 'react'
import { useMe } from '../../app/index.ts'
import { useTeam } from '../../team/index.ts'
import type { ComposerHandle, ComposerOffer } from '../../ui/index.ts'
import { MentionList } from './mention-list.tsx'
import {
  completeMention,
  findMentionable,
  type Mentionable,
  type MentionBegun,
  mentionAt,
  mentionedIn,
} from './mentions.ts'

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 }
const choosing = new Set(['Enter', 'Tab'])

/**
 * Mentioning colleagues in a note: names are offered after an @, and `mentioned` says who stands in the text when it is
 * sent. Off for replies, where an @ is the contact's business.
 */
export function useMentions(options: {
  isOn: boolean
  text: string
  write(text: string): void
  surface: RefObject<ComposerHandle | null>
}) {
  const { isOn, text, write, surface } = options
  const listId = useId()
  const [caret, setCaret] = useState(0)
  const [active, setActive] = useState<MentionBegun & Readonly<{ index: number }>>()
  const [closedAt, setClosedAt] = useState<number | null>(null)
  const picked = useRef(new Set<AgentId>())
  const people = useMentionable()
  const begun = isOn ? mentionAt(text, caret) : null
  const found = begun === null || begun.at === closedAt ? [] : findMentionable(people, begun.query)
  const index = active && active.at === begun?.at && active.query === begun.query ? active.index : 0
  const current = found[index]

  const choose = (person: Mentionable) => {
    if (begun === null) return
    const next = completeMention(text, begun, person.name)
    picked.current.add(person.id)
    write(next.text)
    setCaret(next.caret)
    // The caret can only be put where the text already is.
    requestAnimationFrame(() => {
      surface.current?.focus()
      surface.current?.setCaret(next.caret)
    })
  }
  const onKey = (key: string): boolean => {
    if (begun === null || current === undefined) return false
    const step = steps[key]
    if (step !== undefined) setActive({ ...begun, index: (index + step + found.length) % found.length })
    else if (choosing.has(key)) choose(current)
    else if (key === 'Escape') setClosedAt(begun.at)
    else return false
    return true
  }
  const offer: ComposerOffer | null =
    current === undefined
      ? null
      : {
          list: <MentionList id={listId} people={found} activeId={current.id} onChoose={choose} />,
          listId,
          activeId: `${listId}-${current.id}`,
          onKey,
        }
  return {
    offer,
    onCaret: (position: number) => {
      setCaret(position)
      if (mentionAt(text, position)?.at !== closedAt) setClosedAt(null)
    },
    mentioned: () => mentionedIn(text, people, picked.current),
  }
}

/** Every colleague who is still here. */
function useMentionable(): readonly Mentionable[] {
  const { user } = useMe()
  return useTeam().agents.filter(({ id, deactivated }) => !deactivated && id !== user.id)
}

import type { AgentId } from '@rapport/domain'
import { Fragment } from 'react'
import { classNames } from '../../ui/index.ts'
import { LinkedText } from './linked-text.tsx'
import type { ThreadPeople } from './people.ts'
import { splitMentions } from './split-mentions.ts'

/** A note's text with those it speaks to set apart: the reader's own name most of all. */
export function MentioningText(props: { text: string; mentions: readonly AgentId[]; who: ThreadPeople }) {
  const { text, mentions, who } = props
  const names = new Map(mentions.flatMap((id) => (who.people[id]?.name ? [[who.people[id].name, id]] : [])))
  return splitMentions(text, [...names.keys()]).map(({ text: part, name }, index) =>
    name === null ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text have no identity but their place
      <LinkedText key={index} text={part} />
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text have no identity but their place
      <Fragment key={index}>
        <bdi
          className={classNames(
            'rounded-small px-0.5 font-strong',
            names.get(name) === who.meId ? 'bg-mark' : 'bg-note-line/50',
          )}
        >
          {part}
        </bdi>
      </Fragment>
    ),
  )
}

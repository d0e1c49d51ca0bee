import type { TagId } from '@rapport/domain'
import { type Choice, TagDot } from '../../ui/index.ts'
import { type PlacedTag, pathSign } from './place-tags.ts'

/** Tags as a list to choose from: indented as their tree stands, found by the words of their path. */
export const tagChoices = (
  tags: readonly PlacedTag[],
  hintOf: (tag: PlacedTag) => string | undefined = () => undefined,
): readonly Choice<TagId>[] =>
  tags.map((tag) => {
    const hint = hintOf(tag)
    return {
      value: tag.id,
      label: tag.name,
      icon: <TagDot colour={tag.colour} />,
      depth: tag.above.length,
      ...(tag.above.length === 0 ? {} : { within: tag.path.slice(0, -(pathSign + tag.name).length) }),
      ...(hint === undefined ? {} : { hint }),
    }
  })

import type { TagView } from '@rapport/contract/light'
import { asId, type TagId } from '@rapport/domain'

/** A tag of sessions that is called as its id is, at the top and without rules unless said otherwise. */
export const aTag = (name: string, change: Partial<TagView> = {}): TagView => ({
  id: asId<TagId>(name),
  scope: 'session',
  name,
  colour: 'grey',
  parentId: null,
  position: 0,
  isExclusive: false,
  isRequired: false,
  ...change,
})

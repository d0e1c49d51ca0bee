import { asId } from '../../ids.ts'
import type { TreeTag } from '../tag-tree.ts'

/** A tag of sessions at the top, with no rules; its name is its id. */
export const aTag = (id: string, parts: Partial<TreeTag> = {}): TreeTag => ({
  id: asId(id),
  scope: 'session',
  name: id,
  parentId: null,
  position: 0,
  isExclusive: false,
  isRequired: false,
  ...parts,
})

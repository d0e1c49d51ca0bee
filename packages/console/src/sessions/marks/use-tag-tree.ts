import { readTagTree, type TagTree } from '@rapport/domain'
import { useMemo } from 'react'
import { useTags } from './use-tags.ts'

/** The tags of sessions as the rules know them: which exclude each other, and which group nothing is said of yet. */
export function useTagTree(): TagTree {
  const { sessionTags } = useTags()
  return useMemo(() => readTagTree(sessionTags), [sessionTags])
}

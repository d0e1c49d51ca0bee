import { useMemo } from 'react'
import { useFields } from './marks/use-fields.ts'
import { useTags } from './marks/use-tags.ts'

/** The names of tags by id and of custom fields by key, for lines that say what somebody did with them. */
export function useMarkNames() {
  const { sessionTags } = useTags()
  const { sessionFields } = useFields()
  return useMemo(
    () => ({
      tagNames: Object.fromEntries(sessionTags.map(({ id, name }) => [id, name])),
      fieldNames: Object.fromEntries(sessionFields.map(({ key, name }) => [key, name])),
    }),
    [sessionTags, sessionFields],
  )
}

import type { TagView } from '@rapport/contract/light'
import type { TagColour } from '@rapport/domain'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { showProblem, useClient, useMessages, useOrdering } from '../app/index.ts'
import { tagsQuery } from '../sessions/index.ts'
import { showToast } from '../ui/index.ts'

/** A tag as its form holds it. */
export type TagValues = { name: string; colour: TagColour }

/** The form of a tag, new or known, and how it is saved. */
export function useTagForm({
  scope,
  tag,
  onClose,
}: {
  scope: TagView['scope']
  tag: TagView | null
  onClose(): void
}) {
  const t = useMessages()
  const client = useClient()
  const queries = useQueryClient()
  const form = useForm<TagValues>({
    defaultValues: { name: tag?.name ?? '', colour: tag?.colour ?? 'grey' },
  })
  const [error, setError] = useState<string | null>(null)
  const save = async (values: TagValues) => {
    setError(null)
    try {
      if (tag === null) await client.tags.create({ scope, ...values })
      else await client.tags.change({ tagId: tag.id, ...values })
      await queries.invalidateQueries({ queryKey: ['tags'] })
      onClose()
    } catch (failure) {
      setError(showProblem(failure, form, t, { name_taken: t('tags.nameTaken', { name: values.name }) }))
    }
  }
  return { form, save, error }
}

/** Moves a tag among those of its scope. */
export function useTagOrder(scope: TagView['scope']) {
  const client = useClient()
  return useOrdering<TagView>({
    queryKey: tagsQuery(client).queryKey,
    isOurs: (tag) => tag.scope === scope,
    save: (ordered) => client.tags.order({ scope, tagIds: ordered.map(({ id }) => id) }),
  })
}

/** Deletes a tag. */
export function useRemoveTag(onRemoved: () => void) {
  const t = useMessages()
  const { tags } = useClient()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ id }: TagView) => tags.remove({ tagId: id }),
    onSuccess: async (_, { name }) => {
      await queries.invalidateQueries({ queryKey: ['tags'] })
      showToast({ title: t('tags.removed', { name }) })
      onRemoved()
    },
  })
}

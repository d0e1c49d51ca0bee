import type { TagView } from '@rapport/contract/light'
import type { TagColour } from '@rapport/domain'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { showProblem, useClient, useMessages } from '../app/index.ts'
import type { PlacedTag } from '../sessions/index.ts'
import { showToast } from '../ui/index.ts'
import { describeTagProblem } from './describe-tag-problem.ts'
import { usageKey } from './use-tag-usage.ts'

/** A tag as its form holds it. */
export type TagValues = { name: string; colour: TagColour; isExclusive: boolean; isRequired: boolean }

/** What the form of a tag is about: one that is known, or a new one and what it is to stand under. */
export type TagSubject =
  | Readonly<{ tag: PlacedTag }>
  | Readonly<{ tag: null; scope: TagView['scope']; parent: PlacedTag | null }>

/** The form of a tag, new or known, and how it is saved. A new one has the colour of the one it stands under. */
export function useTagForm(subject: TagSubject, onSaved: (tag: TagView) => void) {
  const t = useMessages()
  const client = useClient()
  const queries = useQueryClient()
  const { tag } = subject
  const form = useForm<TagValues>({
    defaultValues: {
      name: tag?.name ?? '',
      colour: tag?.colour ?? (subject.tag === null ? subject.parent?.colour : null) ?? 'grey',
      isExclusive: tag?.isExclusive ?? false,
      isRequired: tag?.isRequired ?? false,
    },
  })
  const [error, setError] = useState<string | null>(null)
  const save = async (values: TagValues) => {
    setError(null)
    try {
      const saved =
        subject.tag === null
          ? await client.tags.create({
              scope: subject.scope,
              parentId: subject.parent?.id ?? null,
              ...values,
            })
          : await client.tags.change({ tagId: subject.tag.id, ...values })
      await queries.invalidateQueries({ queryKey: ['tags'] })
      void queries.invalidateQueries({ queryKey: usageKey })
      onSaved(saved)
    } catch (failure) {
      setError(
        showProblem(failure, form, t, {
          name_taken: t('tags.nameTaken', { name: values.name }),
          tag_too_deep: t('tags.refused.tag_too_deep'),
          not_found: t('tags.refused.gone'),
        }),
      )
    }
  }
  return { form, save, error }
}

/** Deletes a tag, and what stands under it or not. */
export function useRemoveTag(onRemoved: () => void) {
  const t = useMessages()
  const { tags } = useClient()
  return useTagListChange({
    change: ({ tag, within }: { tag: PlacedTag; within: 'remove' | 'move_up' }) =>
      tags.remove({ tagId: tag.id, within }),
    done: ({ tag }) => {
      showToast({ title: t('tags.removed', { name: tag.name }) })
      onRemoved()
    },
  })
}

/** Turns a tag into another one. */
export function useMergeTag(onMerged: () => void) {
  const t = useMessages()
  const { tags } = useClient()
  return useTagListChange({
    change: ({ tag, into }: { tag: PlacedTag; into: PlacedTag }) =>
      tags.merge({ tagId: tag.id, into: into.id }),
    done: ({ tag, into }) => {
      showToast({ title: t('tags.merged', { name: tag.name, into: into.name }) })
      onMerged()
    },
  })
}

/** A change after which the list of tags and how much they are used are asked for anew, whether it worked or not. */
function useTagListChange<Asked>(work: {
  change: (asked: Asked) => Promise<unknown>
  done: (asked: Asked) => void
}) {
  const t = useMessages()
  const queries = useQueryClient()
  const { mutate, isPending, error } = useMutation({
    mutationFn: work.change,
    onSuccess: (_, asked) => work.done(asked),
    onSettled: async () => {
      await queries.invalidateQueries({ queryKey: ['tags'] })
      // Only now, when nothing is shown any more that is gone.
      await queries.invalidateQueries({ queryKey: usageKey })
    },
  })
  return { start: mutate, isPending, problem: error === null ? null : describeTagProblem(error, t) }
}

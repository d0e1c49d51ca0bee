import type { FieldView } from '@rapport/contract/light'
import { type FieldKind, type FieldSource, fieldSources, fold } from '@rapport/domain'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { linesIn, showProblem, useClient, useMessages, useOrdering } from '../app/index.ts'
import { fieldsQuery } from '../sessions/index.ts'
import { showToast } from '../ui/index.ts'

/** A field as its form holds it: choices one a line. */
export type FieldValues = {
  name: string
  key: string
  kind: FieldKind
  choices: string
  requiredOnEnd: boolean
  writers: readonly FieldSource[]
}

/** Whether fields of a kind have words to choose from. */
export const hasChoices = (kind: FieldKind): boolean => kind === 'choice' || kind === 'multi_choice'

/** A key that says what a name says: "Order number" is `order_number`. */
export const keyFrom = (name: string): string =>
  fold(name)
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 40)

/** The form of a field, new or known, and how it is saved. */
export function useFieldForm({
  scope,
  field,
  onClose,
}: {
  scope: FieldView['scope']
  field: FieldView | null
  onClose(): void
}) {
  const t = useMessages()
  const client = useClient()
  const queries = useQueryClient()
  const form = useForm<FieldValues>({
    defaultValues: {
      name: field?.name ?? '',
      key: field?.key ?? '',
      kind: field?.kind ?? 'text',
      choices: field?.choices.join('\n') ?? '',
      requiredOnEnd: field?.requiredOnEnd ?? false,
      writers: field?.writers ?? fieldSources,
    },
  })
  const [error, setError] = useState<string | null>(null)
  const save = async ({ name, key, kind, choices, requiredOnEnd, writers }: FieldValues) => {
    setError(null)
    const about = {
      name,
      choices: hasChoices(kind) ? linesIn(choices) : [],
      requiredOnEnd,
      writers: [...writers],
    }
    try {
      if (field === null) await client.fields.create({ scope, key, kind, ...about })
      else await client.fields.change({ fieldId: field.id, ...about })
      await queries.invalidateQueries({ queryKey: ['fields'] })
      onClose()
    } catch (failure) {
      setError(showProblem(failure, form, t, { name_taken: t('fields.keyTaken', { key }) }))
    }
  }
  return { form, save, error }
}

/** Moves a field among those of its scope. */
export function useFieldOrder(scope: FieldView['scope']) {
  const client = useClient()
  return useOrdering<FieldView>({
    queryKey: fieldsQuery(client).queryKey,
    isOurs: (field) => field.scope === scope,
    save: (ordered) => client.fields.order({ scope, fieldIds: ordered.map(({ id }) => id) }),
  })
}

/** Deletes a field's definition. */
export function useRemoveField(onRemoved: () => void) {
  const t = useMessages()
  const { fields } = useClient()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ id }: FieldView) => fields.remove({ fieldId: id }),
    onSuccess: async (_, { name }) => {
      await queries.invalidateQueries({ queryKey: ['fields'] })
      showToast({ title: t('fields.removed', { name }) })
      onRemoved()
    },
  })
}

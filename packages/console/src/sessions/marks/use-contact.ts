import type { ContactView } from '@rapport/contract/light'
import type { ContactId } from '@rapport/domain'
import { isRapportError } from '@rapport/sdk'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useClient, useMessages } from '../../app/index.ts'
import { toastError } from '../actions/describe-error.ts'
import type { FieldChange, TagChange } from '../session-commands.ts'

const contactKey = (contactId: ContactId) => ['contacts', contactId] as const

/** A contact with their tags and fields, and how to change them. What was answered is shown at once. */
export function useContact(contactId: ContactId) {
  const { contacts } = useClient()
  const { data, error, refetch } = useQuery({
    queryKey: contactKey(contactId),
    queryFn: () => contacts.get({ contactId }),
  })
  return {
    contact: data ?? null,
    error: isRapportError(error) ? error : null,
    retry: () => void refetch(),
    ...useContactMarks(contactId),
  }
}

function useContactMarks(contactId: ContactId) {
  const t = useMessages()
  const queries = useQueryClient()
  const { contacts } = useClient()
  return useMemo(() => {
    const hold = (contact: ContactView) => void queries.setQueryData(contactKey(contactId), contact)
    return {
      /** Throws what was refused, which has its place under the field. */
      setFields: async (fields: FieldChange): Promise<void> =>
        hold(await contacts.setFields({ contactId, fields })),
      changeTags: ({ add = [], remove = [] }: TagChange): Promise<void> =>
        contacts
          .changeTags({ contactId, add: [...add], remove: [...remove] })
          .then(hold, toastError(t('sessions.marks.failed'), t)),
    }
  }, [contacts, contactId, queries, t])
}

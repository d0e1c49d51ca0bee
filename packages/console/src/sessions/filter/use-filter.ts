import {
  type Expression,
  type FieldLookup,
  type FilterProblem,
  fieldLookup,
  formatFilter,
  parseFilter,
} from '@rapport/domain'
import { useMemo } from 'react'
import { useMay, useMessages } from '../../app/index.ts'
import { useFields } from '../marks/use-fields.ts'
import { catalogueOf, type FilterCatalogue } from './filter-catalogue.ts'
import { type ChipFilter, chipsOf, expressionOf } from './filter-chips.ts'

/** A filter as read from its text: what it says, what is wrong with it, or not known before the workspace's fields are. */
export type ReadFilter =
  | Readonly<{ status: 'read'; expression: Expression; chips: ChipFilter }>
  | Readonly<{ status: 'wrong'; problems: readonly FilterProblem[] }>
  | Readonly<{ status: 'pending' }>

/** A filter's text with what it means here, and all that it could mean. */
export type Filter = Readonly<{
  text: string
  read: ReadFilter
  catalogue: FilterCatalogue
  fields: FieldLookup
}>

/**
 * Reads the filter of an address. What cannot be read is never taken for no filter, nor is one that `isArriving`: whose
 * text is not known yet.
 */
export function useFilter(text: string, isArriving: boolean): Filter {
  const t = useMessages()
  const { sessionFields: ofSessions, contactFields: ofContacts, isPending } = useFields()
  const custom = useMemo(() => [...ofSessions, ...ofContacts], [ofSessions, ofContacts])
  const mayReview = useMay('quality.review')
  const catalogue = useMemo(() => catalogueOf(custom, t, mayReview), [custom, t, mayReview])
  const fields = useMemo(() => fieldLookup(custom), [custom])
  const read = useMemo(
    () => (isArriving ? pending : readFilter(text, fields, isPending)),
    [text, fields, isPending, isArriving],
  )
  return useMemo(() => ({ text, read, catalogue, fields }), [text, read, catalogue, fields])
}

const pending: ReadFilter = { status: 'pending' }

function readFilter(text: string, fields: FieldLookup, isPending: boolean): ReadFilter {
  const parsed = parseFilter(text, fields)
  if (parsed.ok) return { status: 'read', expression: parsed.expression, chips: chipsOf(parsed.expression) }
  // One of the fields it names may still be on its way.
  return isPending ? pending : { status: 'wrong', problems: parsed.problems }
}

/** What the bar shows, as the text of an address. */
export const textOf = (chips: ChipFilter): string => formatFilter(expressionOf(chips))

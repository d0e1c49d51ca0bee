import type { ViewDefinition, ViewView } from '@rapport/contract/light'
import { type FieldLookup, formatFilter, parseFilter } from '@rapport/domain'
import {
  isViewAlone,
  plainQuery,
  readAddress,
  type SessionsAddress,
  type SessionsAsked,
  type SessionsParameters,
  tabLists,
} from '../sessions-address.ts'

/** What the page asks for when a view is opened. A list that has no tab here opens All. */
export function askedBy({ list, filter, sort, direction, form }: ViewDefinition): SessionsAsked {
  return { list: tabLists.find((tab) => tab === list) ?? plainQuery.list, filter, sort, direction, form }
}

/** What a view saves of the page. */
export const definitionOf = (
  { list, filter, sort, direction, form }: SessionsAsked,
  columns: readonly string[] | null,
): ViewDefinition => ({
  list,
  filter,
  sort,
  direction,
  form,
  columns: columns === null ? null : [...columns],
})

/**
 * Whether the page asks for something else than the view it was opened by. Filters are compared by what they mean: a
 * blank more or another way to write an hour is no change.
 */
export function isEdited(asked: SessionsAsked, view: ViewDefinition, fields: FieldLookup): boolean {
  const of = askedBy(view)
  return (
    asked.list !== of.list ||
    asked.sort !== of.sort ||
    asked.direction !== of.direction ||
    asked.form !== of.form ||
    meant(asked.filter, fields) !== meant(of.filter, fields)
  )
}

function meant(text: string, fields: FieldLookup): string {
  const parsed = parseFilter(text, fields)
  return parsed.ok ? formatFilter(parsed.expression) : text
}

/**
 * Whether an address names nothing but a view that its reader does not see: deleted, never shared, or no view's id. An
 * address that also says what to list says it all, whoever opens it.
 */
export const isGone = (
  parameters: SessionsParameters,
  { views, isPending, error }: Readonly<{ views: readonly ViewView[]; isPending: boolean; error: unknown }>,
): boolean =>
  isViewAlone(parameters) &&
  !isPending &&
  error === null &&
  !views.some(({ id }) => id === readAddress(parameters).viewId)

/** What Reset goes back to: the view's own sessions, or everything. The form one reads in stays. */
export const resetOf = (address: SessionsAddress, view: ViewView | null): SessionsAsked =>
  view === null ? { ...plainQuery, form: address.form } : askedBy(view.definition)

/** Views as the picker has them: one's own, those of one's teams, everybody's; by name in each. */
export function viewsByScope(views: readonly ViewView[], tag: string) {
  const of = (scope: ViewView['scope']) =>
    views.filter((view) => view.scope === scope).toSorted((a, b) => a.name.localeCompare(b.name, tag))
  return { me: of('me'), team: of('team'), everyone: of('everyone') }
}

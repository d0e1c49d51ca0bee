import { randomUUIDv7 } from 'node:crypto'
import type { FieldView } from '@rapport/contract'
import { asId, type FieldId, problemOfChoices } from '@rapport/domain'
import type { AgentContext } from '../platform/context.ts'
import { inTransaction, isUniqueViolation, type Tx } from '../platform/db/index.ts'
import { AppError } from '../platform/errors.ts'
import {
  deleteField,
  insertField,
  listFields,
  lockFields,
  orderFields,
  updateField,
} from './field-queries.ts'

/** The most fields of sessions, and of contacts: as many as can be put in order at once. */
const fieldsMax = 200

type Choices = Pick<FieldView, 'name' | 'choices' | 'requiredOnEnd' | 'writers'>

/** Makes a field at the end of its scope; a key that is another's there is `name_taken`. */
export function makeField(
  ctx: AgentContext,
  choices: Choices & Pick<FieldView, 'scope' | 'key' | 'kind'>,
): Promise<FieldView> {
  const id = asId<FieldId>(randomUUIDv7())
  requireSense(choices)
  return changeList(ctx, async (tx, known) => {
    if (known.filter(({ scope }) => scope === choices.scope).length >= fieldsMax)
      throw refused('scope', `must not have more than ${fieldsMax} fields`)
    await insertField(tx, ctx.scope, { ...choices, id })
    return id
  })
}

/** Changes a field but for its key and kind. A choice taken from it stays readable wherever it was chosen. */
export function changeField(
  ctx: AgentContext,
  { fieldId, ...choices }: Choices & Readonly<{ fieldId: FieldId }>,
): Promise<FieldView> {
  return changeList(ctx, async (tx, known) => {
    const field = known.find(({ id }) => id === fieldId)
    if (field === undefined) throw new AppError('not_found', { fieldId })
    requireSense({ ...field, ...choices })
    await updateField(tx, ctx.scope, { id: fieldId, ...choices })
    return fieldId
  })
}

/** Puts the fields of one scope in order. All of them are named, so that nobody's new one is moved unseen. */
export async function putFieldsInOrder(
  ctx: AgentContext,
  { scope, fieldIds }: Readonly<{ scope: FieldView['scope']; fieldIds: readonly FieldId[] }>,
): Promise<FieldView[]> {
  return await inTransaction(ctx, async (tx) => {
    await lockFields(tx, ctx.scope)
    const known = (await listFields(tx, ctx.scope)).filter((it) => it.scope === scope).map(({ id }) => id)
    const named = new Set(fieldIds)
    if (named.size < fieldIds.length || named.size !== known.length || known.some((id) => !named.has(id)))
      throw refused('fieldIds', 'must name each field of the scope once')
    await orderFields(tx, ctx.scope, fieldIds)
    return await listFields(tx, ctx.scope)
  })
}

/** Deletes a field; its values are kept out of sight, and come back with a field of the same key. */
export async function removeField(ctx: AgentContext, fieldId: FieldId): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    await lockFields(tx, ctx.scope)
    if (!(await deleteField(tx, ctx.scope, fieldId))) throw new AppError('not_found', { fieldId })
  })
}

/** One change of the list at a time, and a key taken said as what it is. */
async function changeList(
  ctx: AgentContext,
  change: (tx: Tx, known: readonly FieldView[]) => Promise<FieldId>,
): Promise<FieldView> {
  try {
    return await inTransaction(ctx, async (tx) => {
      await lockFields(tx, ctx.scope)
      const id = await change(tx, await listFields(tx, ctx.scope))
      const field = (await listFields(tx, ctx.scope)).find((it) => it.id === id)
      if (field === undefined) throw new AppError('not_found', { fieldId: id })
      return field
    })
  } catch (error) {
    const isTaken = isUniqueViolation(error, 'field_definitions_key')
    throw isTaken ? new AppError('name_taken', {}, { cause: error }) : error
  }
}

function requireSense(field: Pick<FieldView, 'scope' | 'kind' | 'choices' | 'requiredOnEnd'>): void {
  const problem = problemOfChoices(field)
  if (problem !== null) throw refused('choices', problem)
  if (field.requiredOnEnd && field.scope === 'contact')
    throw refused('requiredOnEnd', 'must be false: only sessions end')
}

const refused = (name: string, message: string) =>
  new AppError('invalid_input', {}, { fields: [{ path: [name], message }] })

import * as contract from '@rapport/contract'
import type { z } from 'zod'

/** What an id is the id of; `cursor`, `filter` and `workspace` are places where another workspace's can be handed in too. */
export type IdKind =
  | 'workspace'
  | 'session'
  | 'conversation'
  | 'contact'
  | 'message'
  | 'note'
  | 'file'
  | 'inbox'
  | 'agent'
  | 'bot'
  | 'team'
  | 'invitation'
  | 'apiKey'
  | 'webhook'
  | 'delivery'
  | 'tag'
  | 'field'
  | 'view'
  | 'ban'
  | 'batch'
  | 'watchWord'
  | 'scorecard'
  | 'review'
  | 'reviewQueue'
  | 'export'
  | 'exportPlan'
  | 'filter'
  | 'cursor'
  | 'signature'

/** One value of an input that is not made of others: where it stands, and what it may be. */
export type Scalar = Readonly<{
  type: 'scalar'
  name: string
  /** What it is by nature; `fixed` has its few values listed. */
  base: 'text' | 'number' | 'boolean' | 'fixed'
  id: IdKind | null
  isNullable: boolean
  schema: z.ZodType
  values: readonly unknown[]
}>

/** An input as its schema declares it, without its choices: each alternative is a shape of its own. */
export type Shape =
  | Scalar
  | Readonly<{ type: 'list'; item: Shape }>
  | Readonly<{
      type: 'object'
      fields: Readonly<Record<string, Readonly<{ shape: Shape; isOptional: boolean }>>>
    }>

// Ids are told apart by the schema they are, since on the wire all of them are the same kind of text.
const idSchemas = new Map<unknown, IdKind>([
  [contract.workspaceId, 'workspace'],
  [contract.sessionId, 'session'],
  [contract.conversationId, 'conversation'],
  [contract.contactId, 'contact'],
  [contract.messageId, 'message'],
  [contract.noteId, 'note'],
  [contract.fileId, 'file'],
  [contract.inboxId, 'inbox'],
  [contract.agentId, 'agent'],
  [contract.botId, 'bot'],
  [contract.teamId, 'team'],
  [contract.apiKeyId, 'apiKey'],
  [contract.webhookId, 'webhook'],
  [contract.deliveryId, 'delivery'],
  [contract.tagId, 'tag'],
  [contract.fieldId, 'field'],
  [contract.viewId, 'view'],
  [contract.banId, 'ban'],
  [contract.batchId, 'batch'],
  [contract.watchWordId, 'watchWord'],
  [contract.scorecardId, 'scorecard'],
  [contract.reviewId, 'review'],
  [contract.reviewQueueId, 'reviewQueue'],
  [contract.exportId, 'export'],
  [contract.exportPlanId, 'exportPlan'],
  [contract.filterText, 'filter'],
  [contract.personView.shape.id, 'agent'],
  [contract.cursor, 'cursor'],
])
const idNames: Readonly<Record<string, IdKind>> = {
  invitationId: 'invitation',
  signature: 'signature',
  subjectId: 'session',
}
/** The custom field that every desk has, of sessions and of contacts: what a record of fields is looked at through. */
export const fieldKey = 'order_number'
/** Ids that name nothing kept here: a client's own, and the epoch. */
const freeIds = new Set(['clientId', 'epoch'])

type Def = Readonly<{
  type: string
  format?: string
  in?: z.ZodType
  innerType?: z.ZodType
  element?: z.ZodType
  valueType?: z.ZodType
  shape?: Readonly<Record<string, z.ZodType>>
  options?: readonly z.ZodType[]
  values?: readonly unknown[]
  entries?: Readonly<Record<string, unknown>>
}>
const defOf = (schema: z.ZodType): Def => schema._zod.def as unknown as Def

/**
 * Every shape an input may have, read off its schema. What cannot be read is thrown: an endpoint that declares something
 * new must not slip through what is generated from here.
 */
export function readShapes(schema: z.ZodType, name = '', isNullable = false): readonly Shape[] {
  const def = defOf(schema)
  const id = idSchemas.get(schema) ?? null
  if (id !== null) return [scalar({ name, base: 'text', id, isNullable, schema })]
  switch (def.type) {
    case 'pipe':
      return readShapes(needed(def.in, name), name, isNullable)
    case 'optional':
    case 'default':
      return readShapes(needed(def.innerType, name), name, isNullable)
    case 'nullable':
      return readShapes(needed(def.innerType, name), name, true)
    case 'array':
      return readShapes(needed(def.element, name), name).map((item) => ({ type: 'list', item }))
    case 'union':
      return (def.options ?? []).flatMap((option) => readShapes(option, name, isNullable))
    case 'record':
      return [recordOf(needed(def.valueType, name))]
    case 'lazy':
      // Whatever is JSON, null too.
      return [scalar({ name, base: 'fixed', id: null, isNullable: true, schema })]
    case 'object':
      return readObject(def.shape ?? {})
    default:
      return [readScalar(schema, name, isNullable)]
  }
}

/** The criterion that every desk's scorecard has: what a record of judgements is looked at through. */
export const criterionKey = 'tone'

/** A record of fields by one that is a text; what its schema takes beside is for the field to refuse. One of judgements by one. */
function recordOf(schema: z.ZodType): Shape {
  const [judged] = defOf(schema).type === 'object' ? readShapes(schema) : []
  if (judged !== undefined)
    return { type: 'object', fields: { [criterionKey]: { isOptional: false, shape: judged } } }
  const values = ['A word of mine']
  const shape = scalar({ name: fieldKey, base: 'fixed', id: null, isNullable: true, schema, values })
  return { type: 'object', fields: { [fieldKey]: { isOptional: false, shape } } }
}

function readScalar(schema: z.ZodType, name: string, isNullable: boolean): Scalar {
  const def = defOf(schema)
  if (def.format === 'uuid' && !freeIds.has(name) && !Object.hasOwn(idNames, name))
    throw new Error(`Nobody said whose id "${name}" is`)
  const id = idNames[name] ?? null
  const common = { name, id, isNullable, schema }
  if (def.type === 'string') return scalar({ ...common, base: 'text' })
  if (def.type === 'number' || def.type === 'boolean') return scalar({ ...common, base: def.type })
  if (def.type === 'literal') return scalar({ ...common, base: 'fixed', values: def.values ?? [] })
  if (def.type === 'enum')
    return scalar({ ...common, base: 'fixed', values: Object.values(def.entries ?? {}) })
  throw new Error(`A schema of type "${def.type}" at "${name}" cannot be walked`)
}

const scalar = (given: Omit<Scalar, 'type' | 'values'> & Partial<Pick<Scalar, 'values'>>): Scalar => ({
  values: [],
  ...given,
  type: 'scalar',
})

/** One shape per alternative of each field: the others keep their first, so that the number stays small. */
function readObject(shape: Readonly<Record<string, z.ZodType>>): Shape[] {
  const read = Object.entries(shape).map(([name, schema]) => ({
    name,
    isOptional: schema.safeParse(undefined).success,
    shapes: readShapes(schema, name),
  }))
  const first = read.map(({ name, isOptional, shapes }) => [
    name,
    { isOptional, shape: needed(shapes[0], name) },
  ])
  const base = Object.fromEntries(first) as (Shape & { type: 'object' })['fields']
  const others = read.flatMap(({ name, isOptional, shapes }) =>
    shapes
      .slice(1)
      .map((other): Shape => ({ type: 'object', fields: { ...base, [name]: { isOptional, shape: other } } })),
  )
  return [{ type: 'object', fields: base }, ...others]
}

function needed<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`The schema of "${name}" is not as it was known`)
  return value
}

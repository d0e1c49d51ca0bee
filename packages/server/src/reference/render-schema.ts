import type { JsonSchema } from '@rapport/contract'
import { type Html, html, inline } from './html.ts'

/** A shape as a tree of its fields. What has a name of its own is a link to where it is told once. */
export function renderSchema(schema: JsonSchema): Html {
  const { properties, oneOf, anyOf, items } = schema as Parts
  const variants = oneOf ?? anyOf
  if (schema.$ref !== undefined || !(properties || variants || items)) return html`<p>${typeOf(schema)}</p>`
  if (properties) return renderFields(schema)
  if (items) return html`<p>${typeOf(schema)}</p>${inner(schema)}`
  return renderVariants(variants ?? [])
}

type Parts = Readonly<{
  properties?: Readonly<Record<string, JsonSchema>>
  required?: readonly string[]
  oneOf?: readonly JsonSchema[]
  anyOf?: readonly JsonSchema[]
  items?: JsonSchema
}>

function renderFields(schema: JsonSchema): Html {
  const { properties = {}, required = [] } = schema as Parts
  const fields = Object.entries(properties)
  if (fields.length === 0) return html`<p class="quiet">An empty object.</p>`
  return html`<ul class="tree">${fields.map(([name, field]) => renderField(name, field, required.includes(name)))}</ul>`
}

function renderField(name: string, field: JsonSchema, isRequired: boolean): Html {
  const about =
    typeof field.description === 'string' ? html` <span>${inline(field.description)}</span>` : null
  const need = isRequired ? null : html` <span class="quiet">optional</span>`
  return html`<li><code class="name">${name}</code> ${typeOf(field)}${need}${about}${inner(field)}</li>`
}

/** Variants, with what they all have said once before them. */
function renderVariants(variants: readonly JsonSchema[]): Html {
  const [first = {}] = variants
  const texts = variants.map(({ properties = {} }: Parts) =>
    Object.fromEntries(Object.entries(properties).map(([name, field]) => [name, JSON.stringify(field)])),
  )
  const isCommon = (name: string) => texts.every((fields) => fields[name] === texts[0]?.[name])
  const common = pick(first, isCommon)
  const own = variants.map((variant) => pick(variant, (name) => !isCommon(name)))
  const isShared = Object.keys(common.properties ?? {}).length > 2
  return html`${isShared ? renderFields(common) : null}<p>${isShared ? 'And one of:' : 'One of:'}</p>
<ul class="tree">${(isShared ? own : variants).map(renderVariant)}</ul>`
}

function pick(schema: JsonSchema, isWanted: (name: string) => boolean): JsonSchema & Parts {
  const fields = Object.entries((schema as Parts).properties ?? {}).filter(([name]) => isWanted(name))
  return { ...schema, properties: Object.fromEntries(fields) }
}

/** What a variant is told apart by is its name: the fields that can have one value only. */
function renderVariant(variant: JsonSchema): Html {
  const { properties = {} } = variant as Parts
  const marks = Object.entries(properties).flatMap(([name, field]) =>
    field.const === undefined ? [] : html`<code>${name}: ${JSON.stringify(field.const)}</code> `,
  )
  if (marks.length === 0) return html`<li>${renderSchema(variant)}</li>`
  const { properties: _, ...rest } = variant as Parts & JsonSchema
  const others = Object.fromEntries(
    Object.entries(properties).filter(([, field]) => field.const === undefined),
  )
  const fields = Object.keys(others).length > 0 ? renderFields({ ...rest, properties: others }) : null
  return html`<li>${marks}${fields}</li>`
}

/** What stands inside a field: the fields of its object, or of its list's items. */
function inner(field: JsonSchema): Html | null {
  const { properties, items, anyOf, oneOf } = field as Parts
  if (properties) return renderFields(field)
  if (items) return inner(items)
  const objects = (anyOf ?? oneOf ?? []).filter((one) => (one as Parts).properties || (one as Parts).items)
  if (objects.length === 0) return null
  const [only] = objects
  if (objects.length === 1 && only) return inner(only)
  return html`<ul class="tree">${objects.map(renderVariant)}</ul>`
}

function typeOf(schema: JsonSchema): Html {
  const { anyOf, oneOf, items } = schema as Parts
  const variants = anyOf ?? oneOf
  if (typeof schema.$ref === 'string') return referenceTo(schema.$ref)
  if (schema.const !== undefined) return html`<span class="type">${JSON.stringify(schema.const)}</span>`
  if (Array.isArray(schema.enum)) return html`<span class="type">${schema.enum.join(' | ')}</span>`
  if (variants) return html`${variants.map((one, i) => html`${i === 0 ? '' : ' or '}${typeOf(one)}`)}`
  if (items) return html`<span class="type">list of</span> ${typeOf(items)}`
  const type = [schema.type ?? 'anything'].flat().join(' or ')
  return html`<span class="type">${String(schema.format ?? type)}</span>${limitsOf(schema)}`
}

function referenceTo(reference: string): Html {
  const name = reference.split('/').at(-1) ?? ''
  return html`<a class="type" href="#schema-${name}">${name}</a>`
}

/** The bounds that a caller can run into. */
function limitsOf(schema: JsonSchema): Html | null {
  const { minimum, maximum, minLength, maxLength, maxItems, default: usual } = schema
  const limits = [
    minimum !== undefined && maximum !== undefined && Number(maximum) < 1e12
      ? `${count(minimum)} to ${count(maximum)}`
      : '',
    Number(minLength ?? 0) > 1 ? `${minLength} characters at least` : '',
    maxLength === undefined ? '' : `${count(maxLength)} characters at most`,
    maxItems === undefined ? '' : `${maxItems} items at most`,
    usual === undefined || usual === null ? '' : `${JSON.stringify(usual)} by default`,
  ].filter((text) => text !== '')
  return limits.length === 0 ? null : html` <span class="quiet">(${limits.join(', ')})</span>`
}

const count = (value: unknown): string => Number(value).toLocaleString('en')

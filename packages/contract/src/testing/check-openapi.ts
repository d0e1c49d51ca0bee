import { checkSchema, isObject, type Json, listAt, type Need, objectAt } from './check-schema.ts'

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']

// The fields that the standard knows, of the objects that are used here; others must begin with x-.
const known = {
  document: 'openapi jsonSchemaDialect info servers paths webhooks components security tags externalDocs',
  info: 'title summary description termsOfService contact license version',
  pathItem: `$ref summary description servers parameters ${methods.join(' ')}`,
  operation:
    'tags summary description externalDocs operationId parameters requestBody responses callbacks deprecated security servers',
  parameter:
    'name in description required deprecated allowEmptyValue style explode allowReserved schema example examples content',
  requestBody: 'description content required',
  response: 'description headers content links',
  mediaType: 'schema example examples encoding',
  header: 'description required deprecated style explode schema example examples content',
  securityScheme: 'type description name in scheme bearerFormat flows openIdConnectUrl',
} as const

type Checks = Readonly<{
  need: Need
  /** The fields of an object that must be of this kind. */
  fields(value: unknown, kind: keyof typeof known, where: string): Json
  schemes: Json
  /** The names of operations met so far. */
  ids: Set<string>
}>

/** What is wrong with a document, by the rules of OpenAPI 3.1 that can be read without a network. */
export function findFaults(document: unknown): readonly string[] {
  const faults: string[] = []
  const root = objectAt(document)
  const { schemas, securitySchemes } = objectAt(root.components)
  const need: Need = (isGood, where, what) => {
    if (!isGood) faults.push(`${where}: ${what}`)
  }
  const checks: Checks = {
    need,
    schemes: objectAt(securitySchemes),
    ids: new Set(),
    fields(value, kind, where) {
      need(isObject(value), where, `is no ${kind}`)
      for (const name of Object.keys(objectAt(value)))
        need(known[kind].split(' ').includes(name) || name.startsWith('x-'), where, `does not know "${name}"`)
      return objectAt(value)
    },
  }
  checks.fields(root, 'document', 'document')
  need(/^3\.1\.\d+$/.test(String(root.openapi)), 'openapi', 'is no version 3.1')
  const { title, version } = checks.fields(root.info, 'info', 'info')
  need(typeof title === 'string' && typeof version === 'string', 'info', 'has no title or version')
  for (const [path, item] of Object.entries(objectAt(root.paths))) {
    need(path.startsWith('/'), path, 'is no path')
    checkPathItem(checks, item, path)
  }
  for (const [name, item] of Object.entries(objectAt(root.webhooks))) checkPathItem(checks, item, name)
  for (const [name, schema] of Object.entries(objectAt(schemas))) checkSchema(schema, `schemas/${name}`, need)
  for (const [name, scheme] of Object.entries(checks.schemes)) checkScheme(checks, scheme, name)
  checkReferences(root, root, need)
  return faults
}

function checkScheme({ fields, need }: Checks, scheme: unknown, name: string): void {
  const { type } = fields(scheme, 'securityScheme', name)
  need(
    ['apiKey', 'http', 'mutualTLS', 'oauth2', 'openIdConnect'].includes(String(type)),
    name,
    'is of no type',
  )
}

function checkPathItem(checks: Checks, item: unknown, path: string): void {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  for (const [method, operation] of Object.entries(checks.fields(item, 'pathItem', path)))
    if (methods.includes(method)) checkOperation(checks, operation, inPath, `${method} ${path}`)
}

function checkOperation(checks: Checks, value: unknown, inPath: readonly string[], where: string): void {
  const { fields, need, ids, schemes } = checks
  const { operationId, parameters, requestBody, responses, security } = fields(value, 'operation', where)
  need(typeof operationId === 'string' && !ids.has(operationId), where, 'has no name of its own')
  ids.add(String(operationId))
  checkParameters(checks, parameters, inPath, where)
  if (requestBody !== undefined)
    checkContent(checks, fields(requestBody, 'requestBody', where).content, where)
  checkResponses(checks, responses, where)
  for (const name of listAt(security).flatMap((one) => Object.keys(objectAt(one))))
    need(Object.hasOwn(schemes, name), where, `knows no scheme ${name}`)
}

function checkContent({ fields, need }: Checks, value: unknown, where: string): void {
  need(Object.keys(objectAt(value)).length > 0, where, 'has a body of no type')
  for (const [type, media] of Object.entries(objectAt(value))) {
    need(type.includes('/'), where, `${type} is no media type`)
    const { schema } = fields(media, 'mediaType', `${where}/${type}`)
    if (schema !== undefined) checkSchema(schema, `${where}/${type}`, need)
  }
}

function checkParameters(
  { fields, need }: Checks,
  value: unknown,
  inPath: readonly string[],
  where: string,
): void {
  const seen = new Set<string>()
  for (const one of listAt(value)) {
    const { name, in: place, required, schema } = fields(one, 'parameter', where)
    need(typeof name === 'string', where, 'has a parameter without a name')
    need(['path', 'query', 'header', 'cookie'].includes(String(place)), where, `stands in ${place}`)
    need(!seen.has(`${place} ${name}`), where, `${name} stands there twice`)
    seen.add(`${place} ${name}`)
    const isFit = place !== 'path' || (required === true && inPath.includes(String(name)))
    need(isFit, where, `${name} is not in the path`)
    checkSchema(schema, `${where}/${name}`, need)
  }
  for (const name of inPath) need(seen.has(`path ${name}`), where, `does not declare {${name}}`)
}

function checkResponses(checks: Checks, value: unknown, where: string): void {
  const { fields, need } = checks
  need(Object.keys(objectAt(value)).length > 0, where, 'answers nothing')
  for (const [status, response] of Object.entries(objectAt(value))) {
    const place = `${where}/${status}`
    need(/^([1-5]\d\d|[1-5]XX|default)$/.test(status), where, `${status} is no status`)
    const { description, headers, content } = fields(response, 'response', place)
    need(typeof description === 'string', place, 'has no description')
    for (const [name, header] of Object.entries(objectAt(headers)))
      checkSchema(fields(header, 'header', place).schema, `${place}/${name}`, need)
    if (content !== undefined) checkContent(checks, content, place)
  }
}

/** Every reference leads to something in the document; what leads to itself says nothing. */
function checkReferences(value: unknown, root: Json, need: Need): void {
  if (Array.isArray(value)) for (const one of value) checkReferences(one, root, need)
  if (!isObject(value)) return
  const { $ref: reference } = value
  if (typeof reference === 'string') {
    const found = objectAt(follow(root, reference))
    need(Object.keys(found).length > 0 && found.$ref !== reference, reference, 'leads nowhere')
  }
  for (const [name, inner] of Object.entries(value)) {
    if (name !== 'example') checkReferences(inner, root, need)
  }
}

const follow = (root: Json, reference: string): unknown =>
  reference
    .split('/')
    .slice(1)
    .reduce<unknown>((value, name) => objectAt(value)[name], root)

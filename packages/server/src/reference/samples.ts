import type { OpenApiOperation } from '@rapport/contract'

/** An operation with where it is found. */
export type Place = Readonly<{ method: string; path: string; operation: OpenApiOperation }>

const sampleId = '0197a3c2-4d5e-7f60-8a1b-2c3d4e5f6071'

/** The operation as a command line, true for this installation. */
export function curlOf({ method, path, operation }: Place, origin: string): string {
  const filled = path.replaceAll(/\{\w+\}/g, sampleId)
  const query = requiredQuery(operation)
  const url = `${origin}${filled}${query === '' ? '' : `?${query}`}`
  const verb = method === 'get' ? '' : `-X ${method.toUpperCase()} `
  const lines = [`curl ${verb}'${url}'`, ...headersOf(operation), ...bodyOf(operation)]
  return lines.join(' \\\n  ')
}

function headersOf({ security, operationId }: OpenApiOperation): string[] {
  const [first] = security.map((scheme) => Object.keys(scheme)[0])
  const token = { apiKey: '$RAPPORT_KEY', visitorToken: '$VISITOR_TOKEN' }[first ?? ''] ?? '$LOGIN_TOKEN'
  if (first !== undefined) return [`-H "authorization: Bearer ${token}"`]
  if (!operationId.startsWith('hooks.')) return []
  return ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => `-H "${name}: …"`)
}

function bodyOf({ requestBody }: OpenApiOperation): string[] {
  if (requestBody === undefined) return []
  if ('multipart/form-data' in requestBody.content) return ["-F 'file=@picture.png'"]
  const text = JSON.stringify(requestBody.content['application/json']?.example ?? {}, null, 2)
  return ["-H 'content-type: application/json'", `-d '${text.replaceAll("'", "'\\''")}'`]
}

const requiredQuery = ({ parameters }: OpenApiOperation): string =>
  parameters
    .filter((one) => one.in === 'query' && one.required)
    .map(({ name }) => `${name}=…`)
    .join('&')

/** The operation as a call of the SDK; null for what is not called but sent. */
export function sdkCallOf({ path, operation }: Place): string | null {
  const { operationId, requestBody } = operation
  if (operationId === 'hooks.generic')
    return `await channel.message(${literal(withoutType(requestBody?.content['application/json']?.example))})`
  if (operationId.startsWith('hooks.')) return null
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [name, sampleId])
  const isUpload = requestBody !== undefined && 'multipart/form-data' in requestBody.content
  const example = requestBody?.content['application/json']?.example as Record<string, unknown> | undefined
  const query = operation.parameters.filter((one) => one.in === 'query' && one.required)
  const input = {
    ...Object.fromEntries(inPath),
    ...Object.fromEntries(query.map(({ name }) => [name, '…'])),
    ...example,
  }
  return `await rapport.${operationId}(${literal(input)}${isUpload ? ', file' : ''})`
}

function withoutType(example: unknown): unknown {
  const { type: _, ...rest } = example as Record<string, unknown>
  return rest
}

/** A value as one would write it in TypeScript. */
const literal = (value: unknown): string =>
  JSON.stringify(value, null, 2)
    .replaceAll(/^(\s*)"(\w+)":/gm, '$1$2:')
    .replaceAll(/"([^"\\\n']*)"/g, "'$1'")

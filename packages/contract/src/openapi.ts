import type { Endpoint } from './endpoint.ts'
import type {
  OpenApiContent,
  OpenApiDocument,
  OpenApiOperation,
  OpenApiPathItem,
} from './openapi-document.ts'
import { exampleOf, requestExamples } from './openapi-examples.ts'
import { describeHook, describeWebhooks } from './openapi-hooks.ts'
import { describeOperation, type Named, templateOf } from './openapi-operation.ts'
import { createSchemaBook } from './openapi-schemas.ts'
import { type Chapter, chapters, tagWords } from './openapi-words.ts'

/** Endpoints by noun and verb, as the contract lists them. */
export type EndpointTable = Readonly<Record<string, Readonly<Record<string, Endpoint>>>>

/**
 * The reference of the whole API as an OpenAPI 3.1 document, made from the same declarations that the server enforces,
 * so that it cannot say anything else. Addresses are relative: the document is true wherever it is served.
 */
export function createOpenApi(table: EndpointTable): OpenApiDocument {
  const book = createSchemaBook()
  const paths: Record<string, OpenApiPathItem> = {}
  for (const named of listEndpoints(table)) {
    const path = templateOf(named.endpoint.path)
    const method = named.endpoint.method.toLowerCase()
    paths[path] = { ...paths[path], [method]: describeOperation(named, book) }
  }
  paths['/hooks/generic/{inboxId}'] = describeHook(book)
  const webhooks = describeWebhooks(book)
  const schemas = book.components()
  const illustrate = (items: Readonly<Record<string, OpenApiPathItem>>) =>
    Object.fromEntries(Object.entries(items).map(([key, item]) => [key, withExamples(item, schemas)]))
  return {
    openapi: '3.1.1',
    jsonSchemaDialect: 'https://spec.openapis.org/oas/3.1/dialect/base',
    info: {
      title: 'Rapport API',
      version: '1',
      summary: 'A desk for conversations with customers',
      description: chapters.map(asMarkdown).join('\n\n'),
    },
    servers: [{ url: '/', description: 'The installation that serves this document' }],
    tags: Object.entries({ ...tagWords, ...hooksTag }).map(([name, description]) => ({ name, description })),
    paths: illustrate(paths),
    webhooks: illustrate(webhooks),
    components: { schemas, securitySchemes },
  }
}

const hooksTag = { hooks: 'Signed webhooks, in and out. None of them takes a key.' }

const listEndpoints = (table: EndpointTable): readonly Named[] =>
  Object.entries(table).flatMap(([noun, verbs]) =>
    Object.entries(verbs).map(([verb, endpoint]) => ({ noun, verb, endpoint })),
  )

const securitySchemes = {
  apiKey: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'rpk_…',
    description: 'An API key. It acts as the member who made it, with the scopes it names.',
  },
  loginToken: {
    type: 'http',
    scheme: 'bearer',
    description: "A person's login, from `logins.signIn` with `as: token`.",
  },
  loginCookie: {
    type: 'apiKey',
    in: 'cookie',
    name: '__Host-rapport',
    description: "A browser's login. Over plain http the cookie is called `rapport_login`.",
  },
  visitorToken: {
    type: 'http',
    scheme: 'bearer',
    description: 'A visitor of the web chat, from `widget.visitor`.',
  },
} as const

type Schemas = OpenApiDocument['components']['schemas']

/** The same with an example beside each JSON body and answer. */
function withExamples(item: OpenApiPathItem, schemas: Schemas): OpenApiPathItem {
  const entries: [string, OpenApiOperation][] = Object.entries(item)
  return Object.fromEntries(
    entries.map(([method, operation]) => {
      const { operationId, requestBody, responses } = operation
      const sent = requestBody && {
        requestBody: {
          ...requestBody,
          content: exampled(requestBody.content, schemas, requestExamples[operationId]),
        },
      }
      const done = responses['200']
      const answered = done?.content && {
        responses: { ...responses, '200': { ...done, content: exampled(done.content, schemas) } },
      }
      return [method, { ...operation, ...sent, ...answered }]
    }),
  )
}

function exampled(content: OpenApiContent, schemas: Schemas, given?: unknown): OpenApiContent {
  const json = content['application/json']
  if (json === undefined) return content
  const example = given ?? exampleOf(json.schema, schemas)
  return { ...content, 'application/json': { ...json, example } }
}

function asMarkdown({ title, body }: Chapter): string {
  const pieces = body.map((piece) => (typeof piece === 'string' ? piece : `\`\`\`\n${piece.code}\n\`\`\``))
  return [`## ${title}`, ...pieces].join('\n\n')
}

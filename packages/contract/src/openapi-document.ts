/** A piece of JSON Schema 2020-12, as OpenAPI 3.1 carries it. */
export type JsonSchema = Readonly<{ [keyword: string]: unknown }>

/** A part of the address, the query or the headers. */
export type OpenApiParameter = Readonly<{
  name: string
  in: 'path' | 'query' | 'header'
  required: boolean
  description?: string
  schema: JsonSchema
}>

/** What travels, by media type. */
export type OpenApiContent = Readonly<Record<string, Readonly<{ schema: JsonSchema; example?: unknown }>>>
/** A header of an answer. */
export type OpenApiHeader = Readonly<{ description: string; schema: JsonSchema }>
/** What is sent. */
export type OpenApiRequestBody = Readonly<{
  required: boolean
  description?: string
  content: OpenApiContent
}>
/** What comes back with one status. */
export type OpenApiResponse = Readonly<{
  description: string
  headers?: Readonly<Record<string, OpenApiHeader | Readonly<{ $ref: string }>>>
  content?: OpenApiContent
  /** The codes that a problem with this status may carry. */
  'x-codes'?: readonly string[]
}>

/** One operation: an endpoint as the document tells of it. */
export type OpenApiOperation = Readonly<{
  operationId: string
  tags: readonly string[]
  summary: string
  description?: string
  security: readonly Readonly<Record<string, readonly string[]>>[]
  /** The one permission that it takes; null where it takes none of a workspace's. */
  'x-permission': string | null
  parameters: readonly OpenApiParameter[]
  requestBody?: OpenApiRequestBody
  responses: Readonly<Record<string, OpenApiResponse>>
}>

/** The operations of one path. */
export type OpenApiPathItem = Readonly<{
  get?: OpenApiOperation
  post?: OpenApiOperation
  put?: OpenApiOperation
  delete?: OpenApiOperation
}>

/** The whole API as an OpenAPI 3.1 document: as much of the standard's shape as is used here. */
export type OpenApiDocument = Readonly<{
  openapi: '3.1.1'
  jsonSchemaDialect: string
  info: Readonly<{ title: string; version: string; summary: string; description: string }>
  servers: readonly Readonly<{ url: string; description: string }>[]
  tags: readonly Readonly<{ name: string; description: string }>[]
  paths: Readonly<Record<string, OpenApiPathItem>>
  webhooks: Readonly<Record<string, OpenApiPathItem>>
  components: Readonly<{
    schemas: Readonly<Record<string, JsonSchema>>
    securitySchemes: Readonly<Record<string, JsonSchema>>
  }>
}>

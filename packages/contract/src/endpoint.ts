import type { Permission } from '@rapport/domain'
import type { z } from 'zod'
import type { ErrorCode } from './errors.ts'

/**
 * Who may call. `public`: anyone, rate-limited. `login`: anyone signed in, in no workspace in particular.
 * `visitor`: the holder of a visitor token. Otherwise a permission in the caller's workspace.
 */
export type Access = 'public' | 'login' | 'visitor' | Permission

/**
 * One operation of the API, declared once: the server's route, its checks, the typed client and the reference all
 * derive from it. `input` is everything the caller says: path parameters, query and body in one strict object, and
 * no name may stand in two of them. Path parameters are `:name`; GET and DELETE take the rest as query.
 */
export type Endpoint<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> = Readonly<{
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  path: `/api/v1/${string}`
  summary: string
  access: Access
  input: Input
  output: Output
  errors: readonly ErrorCode[]
  /**
   * For a write that changes how the workspace works: what the audit log calls it, as `<noun>.<verb in the past>`. The
   * noun's id is taken from the input (`<noun>Id`) or the answer.
   */
  audit?: `${string}.${string}`
  /** A multipart body beside the input: the file arrives as a stream, not as JSON. */
  upload?: true
}>

/** Declares an endpoint; only here to let inference keep the exact schemas, path and access. */
export const endpoint = <
  const Path extends `/api/v1/${string}`,
  const Who extends Access,
  Input extends z.ZodType,
  Output extends z.ZodType,
>(
  declared: Endpoint<Input, Output> & { readonly path: Path; readonly access: Who },
): Endpoint<Input, Output> & { readonly path: Path; readonly access: Who } => declared

/** The request header that says which of one's workspaces a call is about; the first, when it is absent. */
export const workspaceHeader = 'x-rapport-workspace'

/** What a caller passes. */
export type InputOf<E extends Endpoint> = z.input<E['input']>
/** What a handler receives: checked, defaults filled in. */
export type CheckedInputOf<E extends Endpoint> = z.output<E['input']>
/** What comes back. */
export type OutputOf<E extends Endpoint> = z.output<E['output']>

const depthMax = 4

/**
 * An error as the log keeps it: what it is and where it came from, and what caused it. Only named facts: PostgreSQL puts
 * whole rows into an error's `detail`, and libraries put requests and answers on theirs.
 */
export function describeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return { message: String(error) }
  const { code, constraint, table, routine } = error as unknown as Record<string, unknown>
  const known = Object.entries({ code, constraint, table, routine }).filter(
    ([, value]) => typeof value === 'string' || typeof value === 'number',
  )
  return {
    type: error.name,
    message: error.message,
    stack: error.stack,
    ...Object.fromEntries(known),
    ...(error.cause === undefined || depth >= depthMax
      ? {}
      : { cause: describeError(error.cause, depth + 1) }),
    ...(error instanceof AggregateError && depth < depthMax
      ? { errors: error.errors.map((one) => describeError(one, depth + 1)) }
      : {}),
  }
}

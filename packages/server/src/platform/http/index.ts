/**
 * From a declared endpoint to an answer: checks, errors, headers and limits, the same for every route.
 *
 * It guarantees that a handler is called only with checked input, for somebody who may call it; that every error
 * is a problem with a code; and that no answer leaves without its security headers. Start at `register-routes.ts`.
 */
export * from './address.ts'
export * from './exemption.ts'
export * from './http-server.ts'
export * from './json-body.ts'
export * from './login-cookie.ts'
export * from './loopback-origins.ts'
export * from './register-routes.ts'
export * from './route.ts'
export * from './screens.ts'
export * from './security-headers.ts'
export * from './separate-files.ts'
export * from './sockets.ts'

/**
 * People inside: who they are, how they come in, what they may do and where. A scope for an agent is made here and
 * nowhere else, from what the database says at that moment; a right taken away ends with the next request.
 * Start reading at `authenticate.ts`, then `sign-in.ts`.
 */
export { type Authentication, type Credentials, createAuthentication, type Standing } from './authenticate.ts'

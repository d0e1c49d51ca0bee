/**
 * The reference of the API, served by the installation itself: the OpenAPI document and a page to read it by. Both are
 * made from the contract when the server starts, so they say what this server does; the page needs no network beyond
 * it, and runs under a policy that allows no code but its own file. Start reading at `serve-reference.ts`.
 */
export { serveReference } from './serve-reference.ts'

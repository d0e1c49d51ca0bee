/**
 * The one door for every outgoing request whose address a user, a workspace or a provider's message can influence:
 * webhooks, channels, media, pictures. It dials only addresses of the public internet (and the networks an operator has
 * allowed), checked on the address dialled, so that a name that changes its mind between the check and the call gains
 * nothing; it follows no redirect, keeps no cookies, knows no proxy, and ends in time and in size whatever the other side
 * does. A failure says whether the request may have reached the other side.
 *
 * Start reading at `guarded-fetch.ts`; which addresses are refused is in `address-rules.ts`.
 */
export { checkNetworks } from './address-rules.ts'
export { FetchFailed } from './fetch-failed.ts'
export {
  createGuardedFetch,
  type FetchAnswer,
  type FetchDownload,
  type GuardedFetch,
} from './guarded-fetch.ts'
export { readRetryAfter } from './read-retry-after.ts'

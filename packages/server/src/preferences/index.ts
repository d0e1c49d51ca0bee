/**
 * Preferences: what a member has arranged for themselves in a workspace, by a key of the screen's, the same on every
 * device. Nobody else reads them, and nothing is decided by them.
 */
export { preferenceRoutes } from './preference-routes.ts'

/**
 * People inside: who they are, how they come in, what they may do and where. A scope for an agent is made here and
 * nowhere else, from what the database says at that moment; a right taken away ends with the next request.
 * Start reading at `authenticate.ts`, then `sign-in.ts`.
 */
export { addMember, createUser } from './add-person.ts'
export {
  type Authentication,
  contextOfMember,
  createAuthentication,
  type Standing,
} from './authenticate.ts'
export { createTeam } from './change-team.ts'
export { deleteExpired } from './login-queries.ts'
export { issueLogin } from './logins.ts'
export { openWorkspace } from './open-workspace.ts'
export { updateAvatar } from './profile-queries.ts'
export { resetSignIn } from './reset-sign-in.ts'
export { updateDeactivated } from './role-queries.ts'
export { teamRoutes } from './team-routes.ts'

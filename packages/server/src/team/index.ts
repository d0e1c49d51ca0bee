/**
 * People inside: who they are, how they come in, what they may do and where. A scope for an agent is made here and
 * nowhere else, from what the database says at that moment; a right taken away ends with the next request.
 * Start reading at `authenticate.ts`, then `sign-in.ts`.
 */
export { addMember, createUser } from './add-person.ts'
export { type Authentication, type Credentials, createAuthentication, type Standing } from './authenticate.ts'
export { createTeam, type TeamChoices } from './change-team.ts'
export { findMe, type Myself } from './find-me.ts'
export { deleteExpired } from './login-queries.ts'
export { issueLogin, type Login } from './logins.ts'
export { presentAgent, presentTeam } from './present-team.ts'
export { isSetUpNeeded } from './set-up.ts'
export { findTeam, listTeams, type Team } from './team-queries.ts'
export { teamRoutes } from './team-routes.ts'
export {
  type AgentName,
  findMember,
  listAgentNames,
  listMembers,
  type Member,
  type NewMember,
  type NewUser,
  worksInbox,
} from './user-queries.ts'

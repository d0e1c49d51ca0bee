import { lazy } from 'react'

/** The people of the workspace: who they are, what they may do, in which teams. Start in `team-settings.tsx`. */
// Fetched when the settings are opened: names of agents and teams are wanted everywhere, the forms only there.
export const TeamSettings = lazy(() =>
  import('./team-settings.tsx').then((part) => ({ default: part.TeamSettings })),
)
export { PeoplePicker } from './people-picker.tsx'
export { teamQuery, useTeam } from './use-team.ts'

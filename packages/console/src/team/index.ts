/** The people of the workspace. Start in `team-settings.tsx`. */
export { TeamSettings } from './team-settings.tsx'

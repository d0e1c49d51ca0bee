/** The workspace: setting it up, coming in, and its settings. Start in `sign-in-screen.tsx`. */
export { InvitationScreen } from './invitation-screen.tsx'
export { SetUpScreen } from './set-up-screen.tsx'
export { SignInScreen } from './sign-in-screen.tsx'
export { WorkspaceSettings } from './workspace-settings.tsx'

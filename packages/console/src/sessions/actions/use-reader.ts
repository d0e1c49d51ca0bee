import { useMe } from '../../app/index.ts'
import type { Reader } from './session-rights.ts'

/** Whoever is signed in, as the rights in a session depend on them. */
export function useReader(): Reader {
  const { user, role, workspace } = useMe()
  return { meId: user.id, role, takeMode: workspace.settings.takeMode }
}

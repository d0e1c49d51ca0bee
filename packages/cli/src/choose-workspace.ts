import { listWorkspacesNamed, type Operating } from '@rapport/server/operating'
import { UsageError } from './command.ts'

/** The workspace that was named, by name or id, or the only one there is; otherwise a line that says which there are. */
export async function chooseWorkspace({ platform }: Operating, wanted: string | null) {
  const [found, ...others] = await listWorkspacesNamed(platform.db, wanted)
  if (found === undefined)
    throw new UsageError(
      wanted === null ? 'There is no workspace yet: start Rapport once' : `There is no workspace ${wanted}`,
    )
  if (others.length === 0) return found
  const choices = [found, ...others].map(({ scope, name }) => `${name} (${scope.workspaceId})`)
  throw new UsageError(`Say which workspace with --workspace: ${choices.join(', ')}`)
}

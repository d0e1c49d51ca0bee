import type { UserId, WorkspaceId } from '@rapport/domain'
import type { DbOrTx } from '../platform/db/index.ts'
import { AppError } from '../platform/errors.ts'
import { listMyPlaces, type MyPlace } from './me-queries.ts'

/** Somebody, where they are now, and where else they may go. */
export type Myself = Readonly<{ userId: UserId; here: MyPlace; places: readonly MyPlace[] }>

/**
 * Who is signed in, in the workspace they want or else their first; the same choice, with the same errors, as
 * authentication makes for every request.
 */
export async function findMe(db: DbOrTx, userId: UserId, wanted: WorkspaceId | null): Promise<Myself> {
  const places = await listMyPlaces(db, userId)
  const here = wanted ? places.find(({ workspaceId }) => workspaceId === wanted) : places[0]
  if (!here) throw new AppError(wanted ? 'not_found' : 'not_signed_in', { userId, wanted })
  return { userId, here, places }
}

import { instant } from '@rapport/domain'
import { createVault } from '../platform/crypto/index.ts'
import { type Connection, openDatabase } from '../platform/db/index.ts'
import { exemptionHeader, makeExemption } from '../platform/http/index.ts'
import { aWorkspace } from './a-workspace.ts'

/** A workspace as clients from outside need it: who they may be, and the pass that lifts the public limits. */
export type Place = Readonly<{
  workspaceId: string
  widgetKey: string
  ownerToken: string
  /** A supervisor's. */
  otherToken: string
  headers: Readonly<Record<string, string>>
}>

const passMs = 55 * 60_000

/** Makes a workspace in the database of a product that runs elsewhere with this key. */
export async function aPlace(connection: Connection, key: Buffer): Promise<Place> {
  const db = openDatabase(connection, { poolSize: 2 })
  try {
    const { scope, owner, inbox, aMember } = await aWorkspace(db)
    const { token: otherToken } = await aMember('supervisor')
    return {
      workspaceId: scope.workspaceId,
      widgetKey: inbox.widget?.key ?? '',
      ownerToken: owner.token,
      otherToken,
      headers: { [exemptionHeader]: makeExemption(createVault(key), instant(Date.now() + passMs)) },
    }
  } finally {
    await db.destroy()
  }
}

import type { WorkspaceId } from '@rapport/domain'
import type { Scope } from '../platform/context.ts'
import type { Db } from '../platform/db/index.ts'
import { takeNumberBlock } from './workspace-queries.ts'

/** Numbers for sessions, as people say them to each other. */
export type SessionNumbers = Readonly<{
  /** A number no other session of the workspace has or will have, on any node. Numbers may be left out. */
  next(scope: Scope): Promise<number>
}>

type Block = { next: number; end: number }

/**
 * Takes numbers in blocks of 32 per process, so that starting a session does not queue behind every other start.
 *
 * Give it a database opened for it alone (one connection is enough): callers ask from inside their transactions, and
 * when those hold every connection of the pool, a block could never be taken from the same pool.
 */
export function createNumbers(db: Db, blockSize = 32): SessionNumbers {
  const blocks = new Map<WorkspaceId, Block>()
  const refills = new Map<WorkspaceId, Promise<void>>()

  async function refill(scope: Scope): Promise<void> {
    try {
      const first = await takeNumberBlock(db, scope, blockSize)
      blocks.set(scope.workspaceId, { next: first, end: first + blockSize })
    } finally {
      refills.delete(scope.workspaceId)
    }
  }

  return {
    async next(scope) {
      for (;;) {
        const block = blocks.get(scope.workspaceId)
        if (block && block.next < block.end) return block.next++
        // Whoever finds the block used up waits for one and the same new one.
        const underWay = refills.get(scope.workspaceId) ?? refill(scope)
        refills.set(scope.workspaceId, underWay)
        await underWay
      }
    },
  }
}

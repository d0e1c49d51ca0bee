import type { WorkspaceId } from '@rapport/domain'
import type { Numbers, Scope } from '../platform/context.ts'
import type { Db } from '../platform/db/index.ts'
import { takeNumberBlock } from './workspace-queries.ts'

type Block = { next: number; end: number }

/**
 * Takes numbers in blocks of 32 per process, so that starting a session does not queue behind every other start.
 * Ask before a transaction begins, not inside one: a block is taken on a connection of its own, which callers that
 * hold all of the pool's while they wait could never get.
 */
export function createNumbers(db: Db, blockSize = 32): Numbers {
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

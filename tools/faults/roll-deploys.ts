import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from '../root.ts'
import { copyTree } from './copy-tree.ts'
import { type LoadPlan, runLoad } from './load.ts'
import { openNodePair } from './node-pair.ts'
import { percentile } from './percentile.ts'
import { countLostReplies, startReplier } from './replier.ts'
import { judge, type Verdict } from './verdict.ts'
import type { Visitor } from './visitor.ts'

const replyEveryMs = 40

/**
 * FAULT-3: two nodes behind a proxy are restarted in turn under load, as a deployment does; halfway comes a version with
 * a newer schema, so that for a while both serve side by side. Nobody's send fails, nobody is cut off, nothing is lost,
 * and whoever is sent to the other node is back within seconds.
 */
export async function rollDeploys(plan: LoadPlan): Promise<Verdict> {
  await using opened = new AsyncDisposableStack()
  const next = await copyTree()
  opened.defer(next.remove)
  await addMigration(next.folder)
  const pair = await openNodePair({ RAPPORT_DRAIN_SECONDS: '1' })
  opened.defer(pair.close)
  const { place, connection, balancer } = pair
  const replier = startReplier(balancer.origin, place, replyEveryMs)
  const codes: (number | null)[] = []
  let visitors: readonly Visitor[] = []
  const ground = { app: { origin: balancer.origin }, place, connection }
  const load = await runLoad(ground, plan, async (crowd) => {
    visitors = crowd.visitors
    const turn = codes.length
    const node = turn % 2 === 0 ? pair.a : pair.b
    codes.push(await node.restart(turn >= plan.faults / 2 ? next.folder : root))
    return true
  })
  await replier.stop()
  const absences = visitors.flatMap((visitor) => visitor.absences)
  const unreplied = await countLostReplies(connection, place, replier.replied)
  const bad = codes.filter((code) => code !== 0)
  return judge('FAULT-3', {
    figures: [
      { name: 'restarts', value: load.faults, want: plan.faults },
      { name: 'sent', value: load.sent, want: plan.messages },
      { name: 'replies', value: replier.replied.length },
      { name: 'failed_sends', value: load.sent - load.acked + replier.failed.length, want: 0 },
      { name: 'forced_closes', value: absences.filter(({ code }) => code !== 1001).length, want: 0 },
      { name: 'moves', value: absences.length },
      {
        name: 'gap_p99_ms',
        value: percentile(
          absences.map(({ ms }) => ms),
          0.99,
        ),
        want: { atMost: 3_000 },
      },
      { name: 'lost', value: load.bad.lost + unreplied, want: 0 },
      { name: 'dup', value: load.bad.dup, want: 0 },
      { name: 'order_breaks', value: load.bad.orderBreaks, want: 0 },
    ],
    complaints: [
      ...load.complaints,
      ...replier.failed,
      ...bad.map((code) => `A node ended with ${code ?? 'a kill'} when it was asked to`),
      ...(absences.length === 0 ? ['Nobody had to move: nothing was tried'] : []),
    ],
    seed: plan.seed,
  })
}

/** What a next version would bring: a migration that the present one has never heard of. */
async function addMigration(tree: string): Promise<void> {
  const folder = join(tree, 'packages/server/migrations')
  const number = String((await readdir(folder)).length + 1).padStart(4, '0')
  const text = `-- A column and an index of a later version.
alter table sessions add column rolled_at timestamptz;
create index sessions_rolled on sessions (workspace_id, rolled_at) where rolled_at is not null;
`
  await writeFile(join(folder, `${number}_rolled.sql`), text)
}

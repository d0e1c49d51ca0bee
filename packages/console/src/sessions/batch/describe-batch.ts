import type { BatchView } from '@rapport/contract/light'
import type { Translate } from '../../app/index.ts'

/** The names that a batch's words need. */
export type BatchNames = Readonly<{
  ofTarget(to: { agentId: string } | { teamId: string }): string
  ofTag(id: string): string
}>

/** What a batch does, and to how many: "Assign 12 sessions to Wei". */
export function describeBatch(
  { action, total }: Pick<BatchView, 'action' | 'total'>,
  names: BatchNames,
  t: Translate,
): string {
  switch (action.do) {
    case 'assign':
      return t('sessions.batch.told.assign', { n: total, name: names.ofTarget(action.to) })
    case 'end':
      return t('sessions.batch.told.end', { n: total })
    case 'delete':
      return t('sessions.batch.told.delete', { n: total })
    case 'tag': {
      const words = [
        ...action.add.map((id) => `+ ${names.ofTag(id)}`),
        ...action.remove.map((id) => `− ${names.ofTag(id)}`),
      ]
      return t('sessions.batch.told.tag', { n: total, tags: words.join(', ') })
    }
  }
}

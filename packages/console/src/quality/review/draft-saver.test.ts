import type { ReviewView } from '@rapport/contract/light'
import type { Judgements } from '@rapport/domain'
import { RapportError } from '@rapport/sdk'
import { expect, test } from 'vitest'
import { aReview } from '../testing/a-review.ts'
import { createDraftSaver } from './draft-saver.ts'

const words = (comment: string): Judgements => ({ answers: {}, comment, score: null })

/** A server that keeps one review, and refuses what was not built on its newest version. */
function aKeeper() {
  let kept = aReview({ version: 1 })
  const tries: string[] = []
  return {
    tries,
    get kept() {
      return kept
    },
    elsewhere(comment: string) {
      kept = { ...kept, version: kept.version + 1, comment }
    },
    load: async (): Promise<ReviewView> => kept,
    save: async (judgements: Judgements, seenVersion: number): Promise<ReviewView> => {
      tries.push(judgements.comment)
      await Promise.resolve()
      if (seenVersion !== kept.version) throw new RapportError('changed_meanwhile')
      kept = { ...kept, ...judgements, answers: {}, version: kept.version + 1 }
      return kept
    },
  }
}

test('of changes that come while one is being saved the last is saved, and none crosses another', async () => {
  const keeper = aKeeper()
  const saver = createDraftSaver(keeper.kept, { ...keeper, restMs: 0 })
  saver.change(words('a'))
  const first = saver.settle()
  saver.change(words('ab'))
  saver.change(words('abc'))
  await first
  expect(await saver.settle()).toBe(3)
  expect(keeper.tries).toEqual(['a', 'abc'])
  expect(saver.state.get().state).toBe('saved')
  saver.stop()
})

test('what was changed elsewhere is overwritten only when the reviewer says so', async () => {
  const keeper = aKeeper()
  const saver = createDraftSaver(keeper.kept, { ...keeper, restMs: 0 })
  keeper.elsewhere('theirs')
  saver.change(words('ours'))
  expect(await saver.settle()).toBeNull()
  expect(saver.state.get()).toMatchObject({ state: 'conflict', theirs: { comment: 'theirs' } })
  saver.change(words('ours, more'))
  expect(await saver.settle()).toBeNull()
  expect(keeper.kept.comment).toBe('theirs')
  saver.keepOurs()
  expect(await saver.settle()).toBe(3)
  expect(keeper.kept.comment).toBe('ours, more')
  saver.stop()
})

test('theirs can be gone on from instead', async () => {
  const keeper = aKeeper()
  const saver = createDraftSaver(keeper.kept, { ...keeper, restMs: 0 })
  keeper.elsewhere('theirs')
  saver.change(words('ours'))
  await saver.settle()
  saver.takeTheirs(keeper.kept)
  expect(await saver.settle()).toBe(2)
  expect(keeper.kept.comment).toBe('theirs')
  saver.stop()
})

test('what fails for a reason that may pass is tried again by itself', async () => {
  const keeper = aKeeper()
  let isDown = true
  const save = (...args: Parameters<typeof keeper.save>) =>
    isDown ? Promise.reject(new RapportError('unreachable')) : keeper.save(...args)
  const saver = createDraftSaver(keeper.kept, { ...keeper, save, restMs: 0, againMs: 5 })
  saver.change(words('kept'))
  expect(await saver.settle()).toBeNull()
  expect(saver.state.get().state).toBe('failed')
  isDown = false
  await expect.poll(() => saver.state.get().state).toBe('saved')
  expect(keeper.kept.comment).toBe('kept')
  saver.stop()
})

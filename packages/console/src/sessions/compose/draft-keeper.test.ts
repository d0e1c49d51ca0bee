import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createDraftKeeper, type KeptDraft } from './draft-keeper.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const words = (text: string): KeptDraft => ({ text, files: [] })

function aKeeper(answer: () => Promise<unknown> = async () => undefined) {
  const saved: string[] = []
  const keeper = createDraftKeeper((draft) => {
    saved.push(draft.text)
    return answer()
  })
  return { keeper, saved }
}

test('a draft is saved once the writer pauses, not at every letter', async () => {
  const { keeper, saved } = aKeeper()
  for (const text of ['H', 'He', 'Hel']) keeper.keep(words(text))
  await vi.advanceTimersByTimeAsync(799)
  expect(saved).toEqual([])
  await vi.advanceTimersByTimeAsync(1)
  expect(saved).toEqual(['Hel'])
})

test('leaving saves at once, and only what is not saved yet', async () => {
  const { keeper, saved } = aKeeper()
  keeper.keep(words('Hello'))
  keeper.flush()
  keeper.flush()
  await vi.advanceTimersByTimeAsync(2000)
  expect(saved).toEqual(['Hello'])
})

test('saves never overtake each other', async () => {
  const answers: (() => void)[] = []
  const { keeper, saved } = aKeeper(() => new Promise<void>((resolve) => answers.push(resolve)))
  keeper.keep(words('first'))
  keeper.flush()
  await vi.advanceTimersByTimeAsync(0)
  keeper.keep(words(''))
  keeper.flush()
  await vi.advanceTimersByTimeAsync(0)
  expect(saved).toEqual(['first'])
  answers[0]?.()
  await vi.advanceTimersByTimeAsync(0)
  expect(saved).toEqual(['first', ''])
})

test('a save that failed is made again on leaving', async () => {
  let failures = 1
  const { keeper, saved } = aKeeper(async () => {
    if (failures-- > 0) throw new Error('no network')
  })
  vi.spyOn(console, 'info').mockImplementation(() => undefined)
  keeper.keep(words('Hello'))
  await vi.advanceTimersByTimeAsync(800)
  keeper.flush()
  await vi.advanceTimersByTimeAsync(0)
  expect(saved).toEqual(['Hello', 'Hello'])
})

import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { onceAtRest } from './use-at-rest.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const aPage = () => {
  const page = new EventTarget()
  const begin = vi.fn()
  return { page, begin, press: (kind = 'pointerdown') => page.dispatchEvent(new Event(kind)) }
}

test('what can wait begins once, a second after the last press of a button or a key', () => {
  const { page, begin, press } = aPage()
  onceAtRest(begin, page)
  vi.advanceTimersByTime(900)
  press()
  vi.advanceTimersByTime(900)
  press('keydown')
  vi.advanceTimersByTime(999)
  expect(begin).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  press()
  vi.advanceTimersByTime(5000)
  expect(begin).toHaveBeenCalledOnce()
})

test('whoever presses without a rest is waited for six seconds at most', () => {
  const { page, begin, press } = aPage()
  onceAtRest(begin, page)
  for (let i = 0; i < 60; i += 1) {
    vi.advanceTimersByTime(100)
    press()
  }
  expect(begin).toHaveBeenCalledOnce()
})

test('what is called off begins no more, whatever is pressed', () => {
  const { page, begin, press } = aPage()
  onceAtRest(begin, page)()
  press()
  vi.advanceTimersByTime(10_000)
  expect(begin).not.toHaveBeenCalled()
})

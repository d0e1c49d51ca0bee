import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { paced } from './paced.ts'

const everyMs = 20
const fail = (error: unknown) => {
  throw error
}

test('what is wanted many times at once is done once', async () => {
  let done = 0
  async function count() {
    done += 1
  }
  const counted = paced(everyMs, count, fail)
  for (let i = 0; i < 5; i += 1) counted.want()
  await sleep(5 * everyMs)
  expect(done).toBe(1)
})

test('what is wanted while it works is done once more', async () => {
  let begun = 0
  const slow = async () => {
    begun += 1
    await sleep(2 * everyMs)
  }
  const counted = paced(everyMs, slow, fail)
  counted.want()
  await expect.poll(() => begun).toBe(1)
  counted.want()
  await expect.poll(() => begun).toBe(2)
  await sleep(5 * everyMs)
  expect(begun).toBe(2)
})

test('what fails is said, and done again until it works; not once it is stopped', async () => {
  const failures: string[] = []
  let tries = 0
  async function works() {
    tries += 1
    if (tries !== 3) throw new Error(`Try ${tries}`)
  }
  const tried = paced(everyMs, works, (error) => void failures.push(String(error)))
  tried.want()
  await expect.poll(() => tries).toBe(3)
  await sleep(3 * everyMs)
  expect([tries, failures]).toEqual([3, ['Error: Try 1', 'Error: Try 2']])
  tried.want()
  await expect.poll(() => tries).toBeGreaterThan(3)
  tried.stop()
  const before = tries
  await sleep(3 * everyMs)
  expect(tries).toBe(before)
})

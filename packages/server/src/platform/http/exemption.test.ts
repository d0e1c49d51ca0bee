import { randomBytes } from 'node:crypto'
import { instant } from '@rapport/domain'
import { expect, test } from 'vitest'
import { createVault } from '../crypto/index.ts'
import { isExempt, makeExemption } from './exemption.ts'

const vault = createVault(randomBytes(32))
const now = instant(1_800_000_000_000)
const inMs = (ms: number) => instant(now + ms)

test('a pass made with the key lifts the limits until it runs out', () => {
  const pass = makeExemption(vault, inMs(60_000))
  expect(isExempt(vault, pass, now)).toBe(true)
  expect(isExempt(vault, pass, inMs(60_000))).toBe(false)
})

test('a pass for longer than an hour, of another key, altered, or none lifts nothing', () => {
  const pass = makeExemption(vault, inMs(60_000))
  expect(isExempt(vault, makeExemption(vault, inMs(3_600_001)), now)).toBe(false)
  expect(isExempt(createVault(randomBytes(32)), pass, now)).toBe(false)
  expect(
    isExempt(
      vault,
      pass.replace(/^\d+/, (expiry) => String(Number(expiry) + 1)),
      now,
    ),
  ).toBe(false)
  for (const header of [undefined, '', 'x', `${now + 1000}.`, [pass, pass]]) {
    expect(isExempt(vault, header, now)).toBe(false)
  }
})

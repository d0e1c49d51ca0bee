/**
 * Languages the demo's contacts write in, each with how many of a hundred do. Everything said in them was written for
 * this demo; nobody in it exists.
 */
import { arabic } from './arabic.ts'
import { japanese, thai } from './asian.ts'
import { chinese } from './chinese.ts'
import { czech } from './czech.ts'
import { english } from './english.ts'
import { german } from './german.ts'
import { indonesian } from './indonesian.ts'
import type { Language } from './language.ts'
import { french, portuguese, spanish } from './romance.ts'

export type { Language, Scenario } from './language.ts'

/** Every language with its weight. */
export const languages: readonly (readonly [Language, number])[] = [
  [english, 38],
  [czech, 12],
  [chinese, 12],
  [indonesian, 9],
  [german, 8],
  [arabic, 6],
  [spanish, 6],
  [french, 3],
  [portuguese, 2],
  [japanese, 2],
  [thai, 2],
]

import type { Actor, RecordedEvent, Session, SessionEvent } from '@rapport/domain'
import { expectTypeOf, test } from 'vitest'
import type { z } from 'zod'
import type { actor, recordedEvent, sessionEvent, sessionView } from './session-views.ts'

/** A type without its `readonly`s, all the way down: the wire's are mutable copies of the domain's. */
type Plain<T> = T extends string | number | boolean | null ? T : { -readonly [Key in keyof T]: Plain<T[Key]> }

test('what crosses the wire is what the domain decides and folds, no more and no less', () => {
  expectTypeOf<Plain<z.output<typeof sessionView>>>().toEqualTypeOf<Plain<Session>>()
  expectTypeOf<Plain<z.output<typeof sessionEvent>>>().toEqualTypeOf<Plain<SessionEvent>>()
  expectTypeOf<Plain<z.output<typeof recordedEvent>>>().toEqualTypeOf<Plain<RecordedEvent>>()
  expectTypeOf<Plain<z.output<typeof actor>>>().toEqualTypeOf<Plain<Actor>>()
})

import type { Actor } from '@rapport/domain'
import type { Typing } from './conversation.ts'
import { createSource, type Observable } from './observable.ts'

const expiryMs = 6_000

/** Who is writing: those who said so and have neither stopped nor gone quiet for 6 seconds. */
export type Typists = Readonly<{
  actors: Observable<readonly Actor[]>
  hear(frame: Pick<Typing, 'actor' | 'on'>): void
}>

/** Keeps who is writing; a message by somebody is heard as their stopping. */
export function createTypists(): Typists {
  const actors = createSource<readonly Actor[]>([])
  const timers = new Map<string, ReturnType<typeof setTimeout>>()
  const stop = (actor: Actor) => {
    const name = nameOf(actor)
    if (!timers.has(name)) return
    clearTimeout(timers.get(name))
    timers.delete(name)
    actors.set(actors.get().filter((other) => nameOf(other) !== name))
  }
  return {
    actors,
    hear({ actor, on }) {
      if (!on) return void stop(actor)
      const name = nameOf(actor)
      if (timers.has(name)) clearTimeout(timers.get(name))
      else actors.set([...actors.get(), actor])
      timers.set(name, setTimeout(stop, expiryMs, actor))
    },
  }
}

const nameOf = (actor: Actor): string => (actor.kind === 'system' ? 'system' : `${actor.kind}:${actor.id}`)

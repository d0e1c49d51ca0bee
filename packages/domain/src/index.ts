/**
 * The rules of Rapport: what a session is, what may happen to it, who may see and do what.
 * Pure: nothing here reads a clock, a database or a network, so every rule is tested as a function.
 * Start with `session/session.ts`, then `decide.ts` and `evolve.ts`.
 */
export * from './access/covers-origin.ts'
export * from './access/permissions.ts'
export * from './actor.ts'
export * from './fields/field-kinds.ts'
export * from './filter/expression.ts'
export * from './filter/session-fields.ts'
export * from './hosting/index.ts'
export * from './hours/calendar.ts'
export * from './i18n/index.ts'
export * from './ids.ts'
export * from './search/fold.ts'
export { clocksAt, durationMs, participantsAt, waitMs } from './session/clocks.ts'
export * from './session/decide.ts'
export * from './session/decide-marks.ts'
export * from './session/decide-moves.ts'
export * from './session/events.ts'
export { evolve } from './session/evolve.ts'
export * from './session/lists.ts'
export * from './session/session.ts'
export * from './session/start-session.ts'
export * from './session/visibility.ts'
export * from './tags/tag-colours.ts'
export * from './time.ts'
export * from './workspace-settings.ts'

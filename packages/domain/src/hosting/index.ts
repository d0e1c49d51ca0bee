/**
 * What a scripted bot says and when it gives up: pure, from its script and the contact's words.
 * Start with `answer.ts`; what counts as saying a word is `words.ts`.
 */
export { answer, type BotTurn, type ContactWords } from './answer.ts'
export type { BotScript, ScriptedAnswer } from './script.ts'

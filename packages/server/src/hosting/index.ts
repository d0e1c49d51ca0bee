/**
 * Bots that host sessions before a person does. A bot is an author like any other: it reacts to the contact's messages
 * through the job queue and changes a session the way everybody does, so it can be late, twice or wrong without harm.
 * Start reading at `let-bot-answer.ts`; what it decides is in the domain's `hosting`.
 */
export { demoScript } from './demo-script.ts'
export { letBotAnswer } from './let-bot-answer.ts'

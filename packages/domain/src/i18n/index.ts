/**
 * Words in people's languages: an own small subset of ICU MessageFormat over Intl, shared by server, console
 * and widget, and the two made-up languages that tests read screens in. Start in `format-message.ts`.
 */
export { formatMessage, type MessageLocale } from './format-message.ts'
export { type MessageArgs, type MessageValue, parseMessage } from './message-pattern.ts'
export { accentWords, mirrorWords } from './pseudo-locale.ts'

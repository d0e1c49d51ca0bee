/**
 * Mail to people, by the SMTP server that the operator named; where none is named nothing is sent, and whoever wants to
 * must say so. What a mail says is its writer's; here it is handed over once, or the error is told.
 */

export { escapeHtml } from './escape-html.ts'
export { createMailer, type Mail, type Mailer } from './mailer.ts'

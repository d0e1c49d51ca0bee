/** What one look came to. `words` says what was found and, unless it is `ok`, what to do. */
export type Finding = Readonly<{ check: string; state: 'ok' | 'warning' | 'failed'; words: string }>

/** All is well; `words` say what was seen, so that it can be believed. */
export const ok = (check: string, words: string): Finding => ({ check, state: 'ok', words })

/** It works, and may not for long or not as meant: somebody should look when they have time. */
export const warning = (check: string, words: string): Finding => ({ check, state: 'warning', words })

/** It does not work until somebody acts; the whole examination then counts as failed. */
export const failed = (check: string, words: string): Finding => ({ check, state: 'failed', words })

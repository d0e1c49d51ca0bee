/** What one look came to. `words` says what was found and, unless it is `ok`, what to do. */
export type Finding = Readonly<{ check: string; state: 'ok' | 'warning' | 'failed'; words: string }>

export const ok = (check: string, words: string): Finding => ({ check, state: 'ok', words })
export const warning = (check: string, words: string): Finding => ({ check, state: 'warning', words })
export const failed = (check: string, words: string): Finding => ({ check, state: 'failed', words })

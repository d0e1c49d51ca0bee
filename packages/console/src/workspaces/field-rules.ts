import type { Translate } from '../app/index.ts'

/** The fewest characters of a password, as the server asks. */
const passwordMin = 10

/** What an e-mail address must be, said before it is sent; the server has the last word. */
export const emailRule = (t: Translate) => ({
  required: t('workspaces.emailMissing'),
  pattern: { value: /^\s*[^\s@]+@[^\s@]+\s*$/, message: t('workspaces.emailWrong') },
})

/** What a new password must be. */
export const newPasswordRule = (t: Translate) => ({
  required: t('workspaces.passwordMissing'),
  minLength: { value: passwordMin, message: t('workspaces.passwordShort', { n: passwordMin }) },
  maxLength: { value: 200, message: t('workspaces.tooLong') },
})

/** What a name must be: something, on one line, not endless. */
export const nameRule = (t: Translate) => ({
  validate: (value: string) => value.trim() !== '' || t('workspaces.nameMissing'),
  maxLength: { value: 120, message: t('workspaces.tooLong') },
})

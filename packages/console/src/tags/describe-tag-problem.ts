import { describeProblem, type Translate } from '../app/index.ts'

/** Why a change of the tags was refused, in words that say what to do. */
export const describeTagProblem = (error: unknown, t: Translate, name = ''): string =>
  describeProblem(error, t, {
    name_taken: name === '' ? t('tags.refused.name_taken') : t('tags.nameTaken', { name }),
    tag_too_deep: t('tags.refused.tag_too_deep'),
    tag_cycle: t('tags.refused.tag_cycle'),
    tag_required: t('tags.refused.required'),
    not_found: t('tags.refused.gone'),
  })

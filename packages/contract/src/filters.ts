import { filterLimits } from '@rapport/domain'
import { z } from 'zod'
import { cleanText } from './scalars.ts'

/**
 * A filter in its text form, as `domain/filter` reads it: `state:any(assigned,on_hold) wait:at_least(5m)`. Empty for no
 * filter. What cannot be read is refused with the position in the text and the reason.
 */
export const filterText = cleanText(filterLimits.characters).default('')

/** What a list is sorted by: the name of a field of the filter language, or `activity`. */
export const sortKey = cleanText(60).default('started')
/** Which end comes first. What has no value comes last either way. */
export const sortDirection = z.enum(['asc', 'desc']).default('desc')

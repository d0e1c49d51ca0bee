import { searchEndpoints } from '@rapport/contract'
import { route } from '../platform/http/index.ts'
import { searchEverything } from './search-everything.ts'
import { searchMessages } from './search-messages.ts'

/** The endpoints of search. */
export const searchRoutes = [
  route(searchEndpoints.messages, searchMessages),
  route(searchEndpoints.everything, searchEverything),
]

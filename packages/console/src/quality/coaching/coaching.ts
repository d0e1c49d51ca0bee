import type { Endpoints, OutputOf } from '@rapport/contract/light'

/** What an agent's reviews show, as the wire has it. */
export type Coaching = OutputOf<Endpoints['reviews']['coaching']>

import type { Endpoints, OutputOf } from '@rapport/contract/light'

/** How far reviewers agree, as the wire has it. */
export type Calibration = OutputOf<Endpoints['reviews']['calibration']>

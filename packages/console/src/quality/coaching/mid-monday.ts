const halfDayMs = 12 * 3_600_000

/** The middle of a week's Monday: its beginning in the workspace's zone is still Sunday for a reader further west. */
export const midMonday = (from: number): number => from + halfDayMs

/** How long a screen may take to follow on a busy machine, where no promise says less. */
export const soon = { timeout: 10_000 }

/** How many of something, as people say it. */
export const showCount = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

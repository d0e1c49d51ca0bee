/** How busy each hour of the day is: a rise before noon, another in the evening. */
export const byHour = [2, 1, 1, 1, 1, 2, 4, 9, 17, 26, 31, 30, 24, 25, 27, 26, 24, 22, 23, 27, 26, 19, 10, 5]

/** How much longer people wait at an hour than in the middle of the day. */
export function patienceAt(at: number): number {
  const hours = new Date(at).getUTCHours()
  if (hours >= 8 && hours < 20) return 1
  return hours >= 6 ? 4 : 12
}

/** A stretch of a day, in the calendar's own time: `09:30` to `17:00`. `24:00` is the day's end. */
export type Slot = Readonly<{ from: string; to: string }>

/** When somebody works: slots by weekday (1 is Monday), other slots or none on holidays, in one time zone. */
export type Calendar = Readonly<{
  /** An IANA zone, such as Europe/Prague. */
  timeZone: string
  week: readonly Readonly<{ day: number; slots: readonly Slot[] }>[]
  holidays: readonly Readonly<{ date: string; name: string; slots: readonly Slot[] }>[]
}>

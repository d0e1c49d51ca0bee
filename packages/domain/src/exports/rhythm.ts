/** How often a planned export is made: at `time` (HH:MM) in an IANA zone, daily, on a weekday, or on a day of the month. */
export type ExportRhythm = Readonly<{ time: string; timeZone: string }> &
  (
    | Readonly<{ every: 'day' }>
    /** 1 is Monday, as in ISO 8601. */
    | Readonly<{ every: 'week'; weekday: number }>
    /** From 1; a month without that day uses its last. */
    | Readonly<{ every: 'month'; day: number }>
  )

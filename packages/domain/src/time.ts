declare const unit: unique symbol

/** A moment, as milliseconds since 1970. The one form of time outside SQL: it survives JSON, and it compares. */
export type Instant = number & { readonly [unit]: 'ms' }

/** Marks a number of milliseconds since 1970 as a moment. */
export const instant = (milliseconds: number): Instant => milliseconds as Instant

/** A moment from seconds since 1970, as several providers send it. */
export const fromSeconds = (seconds: number): Instant => instant(seconds * 1000)

/** The later of two moments: clocks of two machines may disagree, a log may not run backwards. */
export const later = (a: Instant, b: Instant): Instant => (a > b ? a : b)

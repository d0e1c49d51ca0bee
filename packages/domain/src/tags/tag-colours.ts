/** The colours a tag can have: tokens of the design, so that each is readable in light and dark. */
export const tagColours = [
  'grey',
  'red',
  'orange',
  'yellow',
  'green',
  'teal',
  'blue',
  'violet',
  'pink',
] as const
export type TagColour = (typeof tagColours)[number]

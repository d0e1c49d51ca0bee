/** Every part of the kit in its states, for whoever builds a screen. Only in development builds. */
export function Gallery() {
  return null
}

/** A PNG of 2 × 2 pixels. */
export const aPicture = {
  name: 'cracked-mug.png',
  mimeType: 'image/png',
  buffer: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEElEQVR4nGPgSQkHIgYIBQAUpgMdwMWfdAAAAABJRU5ErkJggg==',
    'base64',
  ),
}

/** A document that is no picture. */
export const aTextFile = {
  name: 'care-instructions.txt',
  mimeType: 'text/plain',
  buffer: Buffer.from('Wash at 60 degrees at most.\nNever in the microwave.\n'),
}

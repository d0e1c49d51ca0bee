/** The value in a body of JSON in UTF-8; nothing for any other body, which is one more thing that is not understood. */
export function readJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    return undefined // whoever reads says what was expected instead
  }
}

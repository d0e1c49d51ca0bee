const chunkUnits = 64 * 1024

/** Texts and bytes, in their order, as chunks that are worth a write: what comes in small pieces is put together. */
export async function* gatherBytes(pieces: AsyncIterable<string | Uint8Array>): AsyncGenerator<Uint8Array> {
  let text = ''
  let gathered: Uint8Array[] = []
  let bytes = 0

  function takeText(): void {
    if (text === '') return
    const chunk = Buffer.from(text)
    gathered.push(chunk)
    bytes += chunk.length
    text = ''
  }
  function flush(): Uint8Array {
    takeText()
    const chunk = gathered.length === 1 && gathered[0] ? gathered[0] : Buffer.concat(gathered)
    gathered = []
    bytes = 0
    return chunk
  }

  for await (const piece of pieces) {
    if (typeof piece === 'string') text += piece
    else {
      takeText()
      gathered.push(piece)
      bytes += piece.length
    }
    if (bytes + text.length >= chunkUnits) yield flush()
  }
  if (bytes + text.length > 0) yield flush()
}

/** Something that was said in a session, in its order: what summaries and moods are made of. */
export type Turn = Readonly<{ from: 'contact' | 'agent' | 'bot'; text: string }>

/** So much of one message is read, in UTF-16 units: what is pasted whole is told by its beginning. */
const turnCharactersMax = 2_000

/** So many messages are read; of longer sessions the first and the last, where problems and ends are. */
const turnsMax = 160

/** The turns that are read of a session, each with its place in it: bounded, so that no session takes long. */
export function readableTurns(turns: readonly Turn[]): readonly (readonly [number, Turn])[] {
  const placed = turns.map((turn, i) => [i, turn] as const).filter(([, { text }]) => text.trim() !== '')
  const read =
    placed.length <= turnsMax ? placed : [...placed.slice(0, turnsMax / 2), ...placed.slice(-turnsMax / 2)]
  return read.map(([i, { from, text }]) => [i, { from, text: text.slice(0, turnCharactersMax) }])
}

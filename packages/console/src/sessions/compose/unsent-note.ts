/** A note's place among those that are kept by name. */
export function unsentNote(kept: Map<string, string>, id: string) {
  return {
    get: (): string => kept.get(id) ?? '',
    keep: (text: string): void => {
      if (text === '') kept.delete(id)
      else kept.set(id, text)
    },
    sent: (text: string): void => {
      if (kept.get(id) === text) kept.delete(id)
    },
  }
}

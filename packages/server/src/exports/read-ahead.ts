/** The same values, each asked for while the one before is still being used: whoever waits for two things waits once. */
export async function* readAhead<T>(source: AsyncGenerator<T>): AsyncGenerator<T> {
  const ask = () => {
    const asked = source.next()
    // Whoever stops in between does not hear of what was read too far.
    asked.catch(() => undefined)
    return asked
  }
  for (let next = ask(); ; ) {
    const { value, done } = await next
    if (done) return
    next = ask()
    yield value
  }
}

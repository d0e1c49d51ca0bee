/** An address's parameters with some of them changed; what is undefined or empty is left out of it. */
export const changedSearch = (
  search: object,
  part: Readonly<Record<string, string | undefined>>,
): Record<string, string> =>
  Object.fromEntries(
    Object.entries<string | undefined>({ ...search, ...part }).flatMap(([key, value]) =>
      value ? [[key, value]] : [],
    ),
  )

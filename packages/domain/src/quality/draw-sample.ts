/** Something that can be drawn; `stratum` is the group it stands for, null for none in particular. */
export type Candidate = Readonly<{ id: string; stratum: string | null }>

/** How many to draw, and whether each stratum is to have an equal share of them. */
export type Draw = Readonly<{ count: number; isStratified: boolean }>

/**
 * Draws at random, in random order, without drawing anything twice. In a uniform draw each candidate is as likely as any
 * other. In a stratified one each stratum has an equal share; what a small one lacks goes to the others, and what cannot be
 * shared equally goes one each to strata picked at random. `random` is from 0 to below 1, as `Math.random`: the same
 * numbers draw the same.
 */
export function drawSample<C extends Candidate>(
  candidates: readonly C[],
  { count, isStratified }: Draw,
  random: () => number,
): readonly C[] {
  if (!isStratified) return shuffled(candidates, random).slice(0, count)
  const strata = new Map<string | null, C[]>()
  for (const one of candidates) {
    const members = strata.get(one.stratum)
    if (members === undefined) strata.set(one.stratum, [one])
    else members.push(one)
  }
  const groups = shuffled([...strata.values()], random)
  const shares = shareEqually(
    groups.map(({ length }) => length),
    count,
  )
  const drawn = groups.flatMap((members, i) => shuffled(members, random).slice(0, shares[i]))
  return shuffled(drawn, random)
}

/**
 * Shares a number out among groups, none getting more than it has. No group gets less than another unless it is all it
 * has, but for one where the number does not come out even: then the earlier ones get it.
 */
export function shareEqually(sizes: readonly number[], count: number): readonly number[] {
  const shares = sizes.map(() => 0)
  let left = count
  let open = sizes.flatMap((size, i) => (size > 0 ? [i] : []))
  while (left > 0 && open.length > 0) {
    const each = Math.floor(left / open.length)
    for (const i of open) {
      const share = Math.min(Math.max(each, 1), (sizes[i] ?? 0) - (shares[i] ?? 0), left)
      shares[i] = (shares[i] ?? 0) + share
      left -= share
    }
    open = open.filter((i) => (shares[i] ?? 0) < (sizes[i] ?? 0))
  }
  return shares
}

/** In random order: Fisher and Yates's shuffle, on a copy. */
function shuffled<T>(of: readonly T[], random: () => number): T[] {
  const all = [...of]
  for (let last = all.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1))
    const [a, b] = [all[last] as T, all[other] as T]
    all[last] = b
    all[other] = a
  }
  return all
}

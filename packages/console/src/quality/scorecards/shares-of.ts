/**
 * Weights as whole percents that add up to 100: the parts that rounding took go to those it took most from. Nothing has a
 * share where no weight is positive.
 */
export function sharesOf(of: readonly Readonly<{ weight: number }>[]): readonly number[] {
  const weights = of.map(({ weight }) => (Number.isFinite(weight) && weight > 0 ? weight : 0))
  const sum = weights.reduce((total, weight) => total + weight, 0)
  if (sum === 0) return weights.map(() => 0)
  const exact = weights.map((weight) => (100 * weight) / sum)
  const shares = exact.map(Math.floor)
  const left = 100 - shares.reduce((total, share) => total + share, 0)
  const byLoss = exact.map((share, place) => ({ place, lost: share % 1 })).sort((a, b) => b.lost - a.lost)
  for (const { place } of byLoss.slice(0, left)) shares[place] = (shares[place] ?? 0) + 1
  return shares
}

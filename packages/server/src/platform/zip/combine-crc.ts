const polynomial = 0xedb88320
const one = 0x80000000

/** The product of two polynomials over GF(2), modulo the one of CRC-32; the highest bit stands for x⁰. */
function multiply(a: number, b: number): number {
  let [product, factor] = [0, b]
  for (let bit = one; bit !== 0; bit >>>= 1) {
    if ((a & bit) !== 0) product ^= factor
    factor = (factor & 1) === 0 ? factor >>> 1 : (factor >>> 1) ^ polynomial
  }
  return product >>> 0
}

/** x to the powers of 2: x¹, x², x⁴, and so on. The powers return to x¹ after 32. */
const powers: number[] = [0x40000000]
while (powers.length < 32) powers.push(multiply(powers.at(-1) ?? 0, powers.at(-1) ?? 0))

/** What a checksum becomes when that many bytes follow. */
function shift(bytes: number): number {
  let shifted = one
  for (let [left, power] = [bytes, 3]; left > 0; left = Math.floor(left / 2), power += 1) {
    if (left % 2 === 1) shifted = multiply(powers[power % 32] ?? 0, shifted)
  }
  return shifted
}

/** The CRC-32 of two stretches laid end to end, from theirs and the second one's length: neither is read again. */
export const combineCrc = (first: number, second: number, secondBytes: number): number =>
  (multiply(shift(secondBytes), first) ^ second) >>> 0

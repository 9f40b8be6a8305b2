/**
 * A number as written, in steps of a power of ten: the greatest whole number of steps that is not above
 * it, and whether it is exactly that many.
 *
 * @param scale 0 counts ones, 2 counts hundredths.
 */
export function floorOf(digits: string, scale: number): {floor: bigint; exact: boolean} {
  const {coefficient, exponent} = read(digits)
  const power = exponent + scale
  if (power >= 0) {
    // Beyond every type long before; the bound only keeps 1e999999999 from filling the memory.
    return {floor: coefficient * 10n ** BigInt(Math.min(power, FAR)), exact: true}
  }
  const divisor = 10n ** BigInt(Math.min(-power, FAR + digits.length))
  const rest = ((coefficient % divisor) + divisor) % divisor
  return {floor: (coefficient - rest) / divisor, exact: rest === 0n}
}

/** Negative when the first is smaller, 0 when both are the same number. */
export function compareNumbers(left: string, right: string): number {
  const scale = Math.min(FAR, Math.max(-read(left).exponent, -read(right).exponent, 0))
  const difference = floorOf(left, scale).floor - floorOf(right, scale).floor
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

function read(digits: string): {coefficient: bigint; exponent: number} {
  const [mantissa = '', exponent = '0'] = digits.toLowerCase().split('e')
  const [whole = '', fraction = ''] = mantissa.split('.')
  const unsigned = BigInt(`${whole.replace('-', '')}${fraction}`)
  return {
    coefficient: whole.startsWith('-') ? -unsigned : unsigned,
    exponent: Number(exponent) - fraction.length,
  }
}

const FAR = 1000

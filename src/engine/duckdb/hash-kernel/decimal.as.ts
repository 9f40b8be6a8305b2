/** 10 to the power of 0 to 19. */
const POWERS: usize = memory.data<u64>([
  1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000, 10000000000,
  100000000000, 1000000000000, 10000000000000, 100000000000000, 1000000000000000,
  10000000000000000, 100000000000000000, 1000000000000000000, 10000000000000000000,
])
const BILLION: u64 = 1000000000

export function powerOf10(exponent: u32): u64 {
  return load<u64>(POWERS + (exponent << 3))
}

/** How many digits a number has; hashes mostly have nearly all that there can be. */
export function digitsOf(value: u64): u32 {
  let digits: u32 = 20
  while (digits > 1 && value < powerOf10(digits - 1)) digits--
  return digits
}

/** Writes a number of so many digits, at most 18. */
export function writeDigits(at: usize, digits: u32, value: u64): void {
  // In 32 bits where it can be: to divide those takes a fraction of the time.
  if (digits > 9) {
    const high = value / BILLION
    writeLow(at, digits - 9, <u32>high)
    writeLow(at + digits - 9, 9, <u32>(value - high * BILLION))
  } else {
    writeLow(at, digits, <u32>value)
  }
}

function writeLow(at: usize, digits: u32, value: u32): void {
  for (let place = digits; place > 0; place--) {
    const rest = value / 10
    store<u8>(at + place - 1, 48 + <u8>(value - rest * 10))
    value = rest
  }
}

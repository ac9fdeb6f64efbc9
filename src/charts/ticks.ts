/** Ticks of a log axis: powers of ten, with 2 and 5 between if they fit; evenly spaced if it spans less than a decade and three fit. */
export function logTicks(low: number, high: number, most: number): number[] {
  const decades = Math.log10(high / low);
  if (decades < 1) {
    const [even, round] = [evenTicks(low, high, most), decadeTicks(low, high, [1, 2, 5], 1)];
    return even.length < 3 && round.length > even.length ? round : even;
  }
  for (const mantissas of [
    [1, 2, 5],
    [1, 3],
  ]) {
    const ticks = decadeTicks(low, high, mantissas, 1);
    if (ticks.length <= most) return ticks;
  }
  return decadeTicks(low, high, [1], Math.max(1, Math.ceil(decades / most)));
}

/** Round, evenly spaced ticks of an axis; more than `most` if fewer than two are so few, because one tells no scale. */
export function linearTicks(low: number, high: number, most: number): number[] {
  const ticks = evenTicks(low, high, most);
  return ticks.length < 2 && high > low ? linearTicks(low, high, 2 * most) : ticks;
}

function evenTicks(low: number, high: number, most: number): number[] {
  const rough = (high - low) / Math.max(1, most);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((mantissa) => mantissa * power >= rough) ?? 10) * power;
  const first = Math.ceil(rounded(low / step));
  const last = Math.floor(rounded(high / step));
  return Array.from({ length: last - first + 1 }, (_, i) => rounded((first + i) * step));
}

/** Drops the last bits, because 7 · 0.1 is more than 0.7 in floating point. */
function rounded(value: number): number {
  return Number(value.toPrecision(12));
}

function decadeTicks(low: number, high: number, mantissas: number[], every: number): number[] {
  const first = Math.floor(Math.log10(low));
  const last = Math.ceil(Math.log10(high));
  const ticks: number[] = [];
  for (let exponent = first; exponent <= last; exponent += every) {
    for (const mantissa of mantissas) ticks.push(mantissa * 10 ** exponent);
  }
  return ticks.filter((tick) => tick >= low && tick <= high);
}

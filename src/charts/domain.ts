/** The interval of a log axis around some values, `room` times wider at each end; one doubling from 1 for none. */
export function logDomain(values: readonly number[], room = 1.08): [number, number] {
  const usable = values.filter((value) => value > 0 && value < Infinity);
  if (usable.length === 0) return [1, 2.2];
  const [low, high] = [Math.min(...usable) / room, Math.max(...usable) * room];
  return high / low > 1.3 ? [low, high] : [low / 1.1, high * 1.1];
}

/** The interval of a linear axis around some values, wider by a share of their spread; 0 to 1 for none. */
export function linearDomain(values: readonly number[], room = 0.08): [number, number] {
  const usable = values.filter(Number.isFinite);
  if (usable.length === 0) return [0, 1];
  const [low, high] = [Math.min(...usable), Math.max(...usable)];
  const spread = high - low || Math.abs(high) || 1;
  return [low - room * spread, high + room * spread];
}

/** What distinguishes a run in every chart and table: colour, dash and symbol together. */
export interface RunStyle {
  color: string;
  /** SVG dash array; empty for a solid line. */
  dash: string;
  symbol: 'circle' | 'square2' | 'triangle2' | 'diamond2';
}

const COLORS = 8;
/** The most machines that a chart tells apart. */
export const MACHINE_STYLES = 8;
const DASHES = ['', '7 3', '2 2.5', '9 3 2 3'];
const SYMBOLS: RunStyle['symbol'][] = ['circle', 'square2', 'triangle2', 'diamond2'];

/** The style of run `index` of `count`; colours run over the theme's ramp from the smallest to the largest. */
export function runStyle(index: number, count: number): RunStyle {
  const step = count <= 1 ? COLORS - 1 : Math.round((index / (count - 1)) * (COLORS - 1));
  return {
    color: `var(--width-${step})`,
    dash: DASHES[index % DASHES.length] ?? '',
    symbol: SYMBOLS[index % SYMBOLS.length] ?? 'circle',
  };
}

/** The style of machine `index`: a colour without an order, and a symbol for people who do not see it. */
export function machineStyle(index: number): RunStyle {
  const place = index % MACHINE_STYLES;
  return { color: `var(--machine-${place})`, dash: '', symbol: SYMBOLS[place % SYMBOLS.length] ?? 'circle' };
}

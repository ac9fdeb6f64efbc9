import type { ChartSize } from './chart-size.ts';
import type { Frame } from './frame.ts';
import type { RunStyle } from './run-style.ts';
import { label as textLabel, symbols, TEXT_SIZE } from './scene/marks.ts';
import type { Mark } from './scene/scene.ts';
import { cutToWidth, textWidth } from './scene/text-width.ts';

/** A symbol and what it stands for. */
export interface KeyEntry {
  label: string;
  style: RunStyle;
}

/** Pixels from one line to the next, from a symbol's middle to its name, from a name to the next symbol, and around the key. */
const LINE = 17;
const NAME = 11;
const GAP = 16;
const EDGE = 7;
/** Largest share of the chart's width that a name may take. */
const WIDEST = 0.45;

/** The key of a chart above its frame, in lines as wide as the chart. */
export interface Key {
  /** Pixels that it needs. */
  height: number;
  marks(frame: Pick<Frame, 'box'>): Mark[];
}

export function keyOf(entries: readonly KeyEntry[], { width }: Pick<ChartSize, 'width'>): Key {
  const placed: { text: string; style: RunStyle; x: number; line: number }[] = [];
  let [x, line] = [EDGE, 0];
  for (const { label, style } of entries) {
    const text = cutToWidth(label, WIDEST * width, TEXT_SIZE, 600);
    const taken = NAME + textWidth(text, TEXT_SIZE, 600);
    if (x > EDGE && x + taken > width - EDGE) [x, line] = [EDGE, line + 1];
    placed.push({ text, style, x, line });
    x += taken + GAP;
  }
  const height = entries.length === 0 ? 0 : LINE * (line + 1);
  return {
    height,
    marks: ({ box }) =>
      placed.flatMap((entry) => {
        const at = { x: entry.x, y: box.top - height - EDGE + LINE * (entry.line + 0.5) };
        return [
          ...symbols('key', entry.style.symbol, 4.5, [at], { fill: entry.style.color }),
          textLabel('key-name', { x: at.x + NAME, y: at.y }, entry.text, { rim: false }),
        ];
      }),
  };
}

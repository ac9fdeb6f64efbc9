import { expect, test } from 'vitest';
import { keyOf } from '../../../src/charts/key-marks.ts';
import { scalingPlot } from '../../../src/charts/plots/scaling-plot.ts';
import { poolOf } from '../../../src/lab/class/pool.ts';
import { machineWords } from '../../../src/page/law/machine-words.ts';
import { machineStyles } from '../../../src/page/views/data/machine-styles.ts';
import { scalingData } from '../../../src/page/views/data/scaling-data.ts';
import { NOTHING_FITTED } from '../../../src/lab/analysis/shown-analysis.ts';
import { MACHINES, pieceOfPupil, type PupilSays } from '../../harness/lab/class/pupils.ts';

const pool = (...all: PupilSays[]) =>
  poolOf(all.map((says) => ({ text: JSON.stringify(says), piece: pieceOfPupil(says) })));
const many = (count: number, says: (place: number) => Partial<PupilSays> = () => ({})): PupilSays[] =>
  Array.from({ length: count }, (_, place) => ({ place, ...says(place) }));

test('up to eight pupils have a style each, more are drawn by their kind of machine', () => {
  const few = pool(...many(8));
  expect(machineStyles(few.state, few.runs).key.map(({ label }) => label)).toEqual(
    few.state.pupils.map(({ shownName }) => shownName),
  );
  const whole = pool(...many(30));
  const { key } = machineStyles(whole.state, whole.runs);
  expect(new Set(key.map(({ label }) => label))).toEqual(new Set(MACHINES.map(({ adapter }) => adapter)));
  expect(new Set(key.map(({ style }) => style.color)).size).toBe(key.length);
});

test('of more than eight kinds of machines the rarest share a style', () => {
  const whole = pool(
    ...many(20, (place) => ({
      finished: place < 7 ? [0, 1] : [0],
      machine: { adapter: `gpu ${place}`, software: false, browser: '', system: '' },
    })),
  );
  const { key, styleOf } = machineStyles(whole.state, whole.runs);
  expect(key.map(({ label }) => label)).toEqual([
    ...many(7).map(({ place }) => `gpu ${place}`),
    'other machines',
  ]);
  const rare = whole.runs.filter(({ origin }) => Number(origin?.adapter.slice(4)) >= 7);
  expect(new Set(rare.map(styleOf)).size).toBe(1);
});

test('dots of one size stand side by side around their place, and no other size comes near', () => {
  const whole = pool(...many(6));
  const machines = machineStyles(whole.state, whole.runs);
  const view = { shown: 'widths', of: 'N', convention: 'non-embedding', machines } as const;
  const data = scalingData(whole.runs, NOTHING_FITTED, view);
  for (const width of [320, 900]) {
    const scene = scalingPlot(data, { width, height: 300 });
    const points = scene.tracks.flatMap((track) => track.points);
    const sizes = [...new Set(points.map(({ x }) => x))].toSorted((a, b) => a - b);
    const edges = sizes.map((size) => {
      const across = points.filter(({ x }) => x === size).map(({ at }) => at.x);
      const middle = (Math.min(...across) + Math.max(...across)) / 2;
      expect(middle).toBeCloseTo(scene.x?.place(size) ?? NaN, 6);
      expect(new Set(across).size).toBe(6);
      return [Math.min(...across), Math.max(...across)] as const;
    });
    edges.slice(1).forEach(([left], i) => expect(left).toBeGreaterThan(edges[i]?.[1] ?? NaN));
  }
});

test('a dot of a class is named by its model and its pupil, and each model has one name on the chart', () => {
  const whole = pool({ place: 0, name: 'Ada' }, { place: 1, name: 'Bo', finished: [0] });
  const machines = machineStyles(whole.state, whole.runs);
  const view = { shown: 'widths', of: 'N', convention: 'non-embedding', machines } as const;
  const { dots, labels } = scalingData(whole.runs, NOTHING_FITTED, view);
  expect(dots.slice(0, 2).map(({ label }) => label)).toEqual(['d 8, Ada', 'd 8, Bo']);
  expect(labels.map(({ text }) => text)).toEqual(['d 8', 'd 12', 'd 16', 'd 24', 'd 32', 'd 48']);
});

test('the key stays within the chart above its frame, in as many lines as it needs', () => {
  const whole = pool(...many(8, (place) => ({ name: `A rather long name ${place}` })));
  const { key } = machineStyles(whole.state, whole.runs);
  const [wide, narrow] = [900, 300].map((width) => keyOf(key, { width }));
  expect(narrow?.height).toBeGreaterThan(wide?.height ?? NaN);
  const box = { left: 40, right: 290, top: 200, bottom: 300 };
  for (const mark of narrow?.marks({ box }) ?? []) {
    if (mark.kind !== 'text') continue;
    expect(mark.y).toBeLessThan(box.top);
    expect(mark.y).toBeGreaterThan(box.top - (narrow?.height ?? 0) - 10);
  }
  expect(keyOf([], { width: 300 }).height).toBe(0);
});

test('the law says how far machines differ for the same model, and how far seeds do', () => {
  const same = pool({ place: 1, machine: MACHINES[0] }, { place: 1, id: 'another1', machine: MACHINES[3] });
  // The fourth machine's losses are higher by 0.003 nats, so their standard deviation is 0.003 / √2.
  expect(machineWords({ pool: same.state, runs: same.runs })).toEqual([
    'These runs come from 2 sources. Machines differ by 0.0021 nats for the same model (standard deviations).',
  ]);
  const own = pool(...many(3));
  expect(machineWords({ pool: own.state, runs: own.runs })[0]).toMatch(
    /^These runs come from 3 sources\. Each used seeds of its own: losses of the same model differ by 0\.0\d+ nats, by machine and seed together/,
  );
  expect(machineWords({ pool: null, runs: pool({ place: 0 }).runs })).toEqual([]);
});

test('the law says which measurements came twice', () => {
  const machine = MACHINES[1];
  const twice = pool({ place: 1, machine }, { place: 1, id: 'another1', machine });
  expect(machineWords({ pool: twice.state, runs: twice.runs })).toEqual([
    '6 runs came from two pupils with the same bits, from the same kind of machine: they count once.',
  ]);
});

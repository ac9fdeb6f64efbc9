import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { partOf, type Part } from '../../../src/lab/class/part.ts';
import {
  editableFields,
  ownDraft,
  readSelection,
  type Selection,
} from '../../../src/lab/experiments/selection.ts';
import { TRAINED } from '../../harness/lab/lesson-properties.ts';

/** Widths that the form takes with its heads. */
const WIDTHS = [8, 12, 16, 20, 24, 32, 40, 48, 64, 80, 96, 128, 160, 192, 256, 384];

function sweep(widths: readonly number[], fields: Partial<Selection['draft']> = {}): Selection {
  const draft = { ...ownDraft('widths', 'quick'), ...fields, widths: widths.join(', ') };
  return { experiment: 'widths', size: 'quick', draft };
}

const widthsIn = ({ selection }: Part): number[] => readSelection(selection).runs.map(({ width }) => width);

/** A machine that needs so many seconds for the square of a width. */
const machine =
  (perSquare: number) =>
  (selection: Selection): number =>
    readSelection(selection).runs.reduce((sum, { width }) => sum + perSquare * width * width, 0);

/** A machine that needs the same for every width. */
const aMinuteEach = (selection: Selection): number => 60 * readSelection(selection).runs.length;

const some = fc.subarray(WIDTHS, { minLength: 2 });

/** Every seed that the models of a selection use. */
function seedsIn(selection: Selection): Set<number> {
  const lanes = readSelection(selection).runs.flatMap((run) => run.lanes);
  return new Set(lanes.flatMap(({ initSeed, orderSeed }) => [initSeed, orderSeed]));
}

test('any part of any class is a selection that the form accepts, with widths of the lesson', () => {
  fc.assert(
    fc.property(
      some,
      fc.integer({ min: 2, max: 200 }),
      fc.nat(),
      fc.double({ min: 1e-4, max: 1, noNaN: true }),
      (widths, n, at, speed) => {
        const part = partOf(sweep(widths), 1 + (at % n), n, 5, machine(speed));
        expect(readSelection(part.selection).refusals).toEqual({});
        expect(widthsIn(part).length).toBeGreaterThan(0);
        expect(widths).toEqual(expect.arrayContaining(widthsIn(part)));
      },
    ),
  );
});

test('any consecutive parts, as many as widths, begin at distinct widths', () => {
  fc.assert(
    fc.property(some, fc.nat(150), (widths, first) => {
      // Each width takes the whole time, so a part has only the width at which it begins.
      const begins = widths.map((_, m) =>
        widthsIn(partOf(sweep(widths), first + m + 1, 200, 1, aMinuteEach)),
      );
      expect(begins.every(({ length }) => length === 1)).toBe(true);
      expect(new Set(begins.flat()).size).toBe(widths.length);
    }),
  );
});

test('half of the parts of a class already span the widths', () => {
  const begins = [1, 2, 3, 4].flatMap((i) =>
    widthsIn(partOf(sweep([12, 16, 20, 24, 32, 48, 64, 96]), i, 8, 1, aMinuteEach)),
  );
  expect(begins).toEqual([12, 32, 20, 64]);
});

test('a class with a part for each width covers every width that its machines can train in time', () => {
  fc.assert(
    fc.property(some, fc.double({ min: 1e-3, max: 3, noNaN: true }), (widths, speed) => {
      const affordable = widths.filter((width) => speed * width * width <= 300);
      const covered = new Set(
        widths.flatMap((_, i) => widthsIn(partOf(sweep(widths), i + 1, widths.length, 5, machine(speed)))),
      );
      expect(covered).toEqual(new Set(affordable.length === 0 ? [widths[0]] : affordable));
    }),
  );
});

test('a part fits into the minutes, unless it is only the cheapest width', () => {
  fc.assert(
    fc.property(some, fc.nat(40), fc.double({ min: 1e-3, max: 3, noNaN: true }), (widths, at, speed) => {
      const part = partOf(sweep(widths), at + 1, 60, 5, machine(speed));
      const seconds = machine(speed)(part.selection);
      const isCheapest = widthsIn(part).join() === String(widths[0]);
      expect(seconds <= 300 + 1e-6 || isCheapest).toBe(true);
    }),
  );
});

test('a slow machine gets the small models and says what it leaves out, a fast one gets all', () => {
  const widths = [12, 24, 48, 96];
  const slow = partOf(sweep(widths), 2, 30, 5, machine(0.09));
  expect(widthsIn(slow)).toEqual([12, 24, 48]);
  expect(slow.leftOut).toBe(
    'Width 96 left out: it takes longer than 5 min on this machine, or more memory than it has.',
  );
  const slower = partOf(sweep(widths), 2, 30, 5, machine(100));
  expect(widthsIn(slower)).toEqual([12]);
  expect(slower.leftOut).toBe(
    'Even the smallest width takes longer than 5 min here, so only that one is left.',
  );
  const fast = partOf(sweep(widths), 2, 30, 5, machine(0.001));
  expect(widthsIn(fast)).toEqual(widths);
  expect(fast.leftOut).toBe('');
});

test('runs that an experiment has beside its widths count once, and their widths are no choice', () => {
  const draft = { ...ownDraft('known-entropy', 'quick'), widths: '12, 16, 24' };
  const selection: Selection = { experiment: 'known-entropy', size: 'quick', draft };
  const seconds = (of: Selection): number => 200 + 40 * of.draft.widths.split(',').length;
  const part = partOf(selection, 1, 30, 5, seconds);
  expect(part.selection.draft.widths).toBe('12, 24');
  expect(part.leftOut).toBe('');
  expect(partOf(selection, 1, 30, 6, seconds).selection.draft.widths).toBe('12, 16, 24');
});

test('widths that a machine cannot hold are left out', () => {
  const part = partOf(sweep([12, 24, 96]), 1, 30, 5, (selection) =>
    readSelection(selection).runs.some(({ width }) => width === 96) ? Infinity : 1,
  );
  expect(widthsIn(part)).toEqual([12, 24]);
  expect(part.leftOut).toContain('Width 96 left out');
});

test('a class of one trains the whole experiment, however long it takes', () => {
  for (const experiment of TRAINED) {
    const selection: Selection = { experiment, size: 'quick', draft: ownDraft(experiment, 'quick') };
    expect(partOf(selection, 1, 1, 1, () => Infinity)).toEqual({ selection, leftOut: '' });
  }
});

test('an experiment without widths to set changes only its seed', () => {
  for (const experiment of TRAINED.filter((id) => !editableFields(id).includes('widths'))) {
    const draft = { ...ownDraft(experiment, 'quick'), seed: '5' };
    const part = partOf({ experiment, size: 'quick', draft }, 4, 9, 1, () => 1e6);
    expect({ ...part.selection.draft, seed: '5' }).toEqual(draft);
    expect(part.selection.draft.seed).not.toBe('5');
  }
});

test.each(TRAINED)('seeds of different parts of %s never overlap', (experiment) => {
  fc.assert(
    fc.property(
      fc.nat(1000),
      fc.integer({ min: 1, max: 2 }),
      fc.nat(198),
      fc.nat(198),
      (seed, lanes, a, b) => {
        fc.pre(a !== b);
        const draft = { ...ownDraft(experiment, 'quick'), seed: String(seed), lanes: String(lanes) };
        const of = (i: number): Set<number> =>
          seedsIn(partOf({ experiment, size: 'quick', draft }, i + 1, 200, 60, () => 1).selection);
        expect([...of(a)].filter((one) => of(b).has(one))).toEqual([]);
      },
    ),
    { numRuns: 20 },
  );
});

test('the seeds of part i of a sweep begin after those of the parts before it', () => {
  const part = partOf(sweep([12, 24], { seed: '1,000', lanes: '4' }), 3, 30, 5, () => 1);
  expect(part.selection.draft.seed).toBe('1008');
});

import { expect, test } from 'vitest';
import { distinctNames } from '../../../src/lab/class/distinct-names.ts';
import { poolKey, poolOf, withPiece, type GivenPiece } from '../../../src/lab/class/pool.ts';
import { settingsKey } from '../../../src/lab/files/identity/settings-key.ts';
import { finalLosses, type Run } from '../../../src/lab/runs/run.ts';
import { MACHINES, pieceOfPupil, type PupilSays } from '../../harness/lab/class/pupils.ts';

const given = (says: PupilSays): GivenPiece => ({ text: JSON.stringify(says), piece: pieceOfPupil(says) });
const pool = (...all: PupilSays[]) =>
  poolOf(all.map(given).reduce<readonly GivenPiece[]>((kept, one) => withPiece(kept, one), []));
const lossesOf = (runs: readonly Run[]) =>
  new Map(runs.map((run) => [settingsKey(run), Array.from(finalLosses(run) ?? [])]));

const ADA: PupilSays = { place: 0, name: 'Ada', finished: [0, 1, 2] };

test('the runs of all pupils are the runs of the pool, each with its pupil and machine', () => {
  const { runs, state } = pool(ADA, { place: 1, name: 'Bo', finished: [0] }, { place: 2, finished: [5] });
  expect(state.pupils.map(({ shownName }) => shownName)).toEqual(['Ada', 'Bo', 'Pupil 3']);
  expect(state.pupils.map(({ finished }) => finished)).toEqual([['d 8', 'd 12', 'd 16'], ['d 8'], ['d 48']]);
  expect(state.pupils.map(({ left }) => left.length)).toEqual([3, 5, 5]);
  expect(runs.map(({ imported }) => imported?.file ?? '').toSorted((a, b) => a.localeCompare(b))).toEqual([
    'Ada',
    'Ada',
    'Ada',
    'Bo',
    'Pupil 3',
  ]);
  expect(runs.map(({ flops }) => flops)).toEqual(runs.map(({ flops }) => flops).toSorted((a, b) => a - b));
  expect(new Set(runs.map(({ plan }) => plan.id)).size).toBe(5);
  expect(runs.every(({ state: phase, step, plan }) => phase === 'finished' && step === plan.steps)).toBe(
    true,
  );
});

test('parts of which nothing has come are missing, unless the work was not shared', () => {
  const { state } = pool({ ...ADA, parts: 5 }, { place: 3, parts: 5 });
  expect(state.missing).toEqual([2, 3, 5]);
  expect(state.parts).toBe(5);
  expect(pool({ ...ADA, parts: 1 }).state).toMatchObject({ parts: 1, missing: [] });
});

test('the results of one pupil that come in several pieces are united', () => {
  const { runs, state } = pool(
    ADA,
    { ...ADA, finished: [3], after: 60 },
    { ...ADA, finished: [0, 4], after: 90 },
  );
  expect(state.pupils).toHaveLength(1);
  expect(state.pupils[0]).toMatchObject({ corrections: 0, left: ['d 48'] });
  expect(runs).toHaveLength(5);
});

test('of two losses of one model of one pupil the later one counts, in whatever order they come', () => {
  const late = { ...ADA, off: 0.5, after: 60 };
  const there = lossesOf(pool(late).runs);
  for (const both of [pool(ADA, late), pool(late, ADA)]) {
    expect(lossesOf(both.runs)).toEqual(there);
    expect(both.state.pupils[0]?.corrections).toBe(3);
  }
});

test('the pool does not depend on the order of the pieces', () => {
  const pieces: PupilSays[] = [
    ADA,
    { ...ADA, finished: [0, 1, 2, 3], after: 50 },
    { ...ADA, finished: [1], off: 0.1, after: 99 },
    { place: 1, machine: MACHINES[0] },
    { place: 1, id: 'another1', machine: MACHINES[0] },
    { place: 2 },
  ];
  const there = lossesOf(pool(...pieces).runs);
  for (let turn = 1; turn < pieces.length; turn++) {
    expect(lossesOf(pool(...pieces.slice(turn), ...pieces.slice(0, turn)).runs)).toEqual(there);
  }
});

test('a piece that says nothing more is not added, and one that says all replaces the earlier one', () => {
  const first = given(ADA);
  const more = given({ ...ADA, finished: [0, 1, 2, 3], after: 20 });
  const bo = given({ place: 1 });
  const two = withPiece(withPiece([], first), bo);
  expect(withPiece(two, given(ADA))).toBe(two);
  expect(withPiece(two, more)).toEqual([more, bo]);
  const three = withPiece(two, more);
  expect(withPiece(three, first)).toBe(three);
});

test('two pupils with the same bits on the same kind of machine count once, and both are listed', () => {
  const machine = MACHINES[2];
  const { runs, state } = pool({ place: 4, machine }, { place: 4, id: 'another1', machine });
  expect(runs).toHaveLength(6);
  expect(state.pupils.map(({ finished, repeated }) => [finished.length, repeated.length])).toEqual([
    [6, 0],
    [6, 6],
  ]);
});

test('the same seeds on another kind of machine, or with other losses, are measurements of their own', () => {
  expect(
    pool({ place: 4, machine: MACHINES[2] }, { place: 4, id: 'another1', machine: MACHINES[3] }).runs,
  ).toHaveLength(12);
  const machine = MACHINES[2];
  expect(pool({ place: 4, machine }, { place: 4, id: 'another1', machine, off: 1e-5 }).runs).toHaveLength(12);
});

test('names differ, also if they differ only in capitals or kinds of letters', () => {
  expect(distinctNames(['Ada', 'ada', 'Ａda', '', 'Pupil 4', 'Ada (2)', ''])).toEqual([
    'Ada',
    'ada (2)',
    'Ａda (3)',
    'Pupil 4',
    'Pupil 4 (2)',
    'Ada (2) (2)',
    'Pupil 7',
  ]);
});

test('results belong to one pool if only seeds and widths differ', () => {
  const key = (says: PupilSays) => poolKey(pieceOfPupil(says));
  const ada = key(ADA);
  expect(key({ ...ADA, place: 3, finished: [0], draft: { widths: '8, 200', lanes: '3' } })).toBe(ada);
  expect(key({ ...ADA, lesson: 'zz12cd34' })).not.toBe(ada);
  expect(key({ ...ADA, size: 'full' })).not.toBe(ada);
  expect(key({ ...ADA, draft: { tokens: '2,000,000' } })).not.toBe(ada);
  expect(key({ ...ADA, experiment: 'data' })).not.toBe(ada);
});

test('the same model has the same label with every pupil, whatever widths each of them trains', () => {
  const { state } = pool(
    { place: 0, experiment: 'grid', draft: { widths: '12' } },
    { place: 1, experiment: 'grid', draft: { widths: '12, 32', lanes: '2' } },
  );
  const [one, two] = state.pupils;
  expect(one?.finished).toEqual(['d 12 · U 16K', 'd 12 · U 64K', 'd 12 · U 256K', 'd 12 · U 1.02M']);
  expect(two?.finished.filter((label) => label.startsWith('d 12'))).toEqual(one?.finished);
});

test('results without a pupil are told apart by their machine and their first loss', () => {
  const { state } = pool(
    { place: 0, id: '', finished: [0] },
    { place: 0, id: '', finished: [0, 1], after: 9 },
    { place: 1, id: '' },
  );
  expect(state.pupils.map(({ finished }) => finished.length)).toEqual([2, 6]);
});

test('the speed of a pupil is that of the largest model with a valid time', () => {
  const piece = pieceOfPupil({ place: 0 });
  const timed = { ...piece, runs: piece.runs.map((run, i) => ({ ...run, seconds: i < 4 ? 2 : null })) };
  const { pupils } = poolOf([{ text: 'a', piece: timed }]).state;
  expect(pupils[0]?.tokensPerSecond).toBeCloseTo(1_024_000 / 2, -3);
  const untimed = { ...piece, runs: piece.runs.map((run) => ({ ...run, seconds: null })) };
  expect(poolOf([{ text: 'a', piece: untimed }]).state.pupils[0]?.tokensPerSecond).toBeNull();
});

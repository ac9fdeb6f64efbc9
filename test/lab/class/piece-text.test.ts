import { deflateRawSync } from 'node:zlib';
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { PIECE_LIMITS, type Piece } from '../../../src/lab/class/piece.ts';
import { pieceOf, pieceText, pieceTextsIn, readPiece } from '../../../src/lab/class/piece-text.ts';
import { EXPERIMENT_IDS, presetOf, type ExperimentId } from '../../../src/lab/experiments/presets.ts';
import type { ExperimentSize } from '../../../src/lab/experiments/preset.ts';
import { ownDraft, readSelection, type Selection } from '../../../src/lab/experiments/selection.ts';
import { ImportRefused } from '../../../src/lab/files/import-refused.ts';
import { planRuns } from '../../../src/lab/plan/plan-runs.ts';
import type { SweepDraft } from '../../../src/lab/plan/sweep-settings.ts';
import type { Run } from '../../../src/lab/runs/run.ts';
import { isRefusal } from '../../../src/laws/refusal.ts';
import { LAPTOP, measuredRun } from '../../harness/lab/measured-runs.ts';

const NOW = Date.UTC(2026, 10, 30, 9, 0, 0, 700);

const selectionOf = (
  experiment: ExperimentId,
  size: ExperimentSize,
  edited: Partial<SweepDraft> = {},
): Selection => ({ experiment, size, draft: { ...ownDraft(experiment, size), ...edited } });

const runsOf = (selection: Selection): Run[] =>
  planRuns(readSelection(selection).runs, 'sweep3', 'https://somewhere.example/').map((planned, place) =>
    measuredRun(planned, place),
  );

/** The piece of some runs of a pupil in a lesson. */
function sentBy(selection: Selection, runs: readonly Run[], name = 'Ada', part: number | null = 3): Piece {
  const lesson = {
    id: 'ab12cd34',
    selection,
    title: '',
    words: '',
    hidden: [],
    starts: false,
    questions: [],
    parts: 30,
    minutes: 5,
  };
  const state = {
    lesson,
    link: '',
    part,
    measuring: false,
    startsThen: false,
    sized: '',
    pupil: 'k3j2h1g9',
    name,
  };
  const piece = pieceOf({ begun: selection, runs, lesson: state }, NOW);
  if (isRefusal(piece)) throw new Error(piece.refused);
  return piece;
}

const WIDTHS = selectionOf('widths', 'quick');
const ADA = sentBy(WIDTHS, runsOf(WIDTHS));

/** A text with any content and a checksum that fits, made without the code under test. */
function forged(content: string | Buffer): string {
  const bytes = deflateRawSync(content);
  const sum = createHash('sha256').update(bytes).digest().subarray(0, 6);
  return `LL1${bytes.toString('base64url')}.${sum.toString('base64url')}`;
}

/** A piece's fields as they are packed. */
async function fieldsOf(piece: Piece): Promise<unknown[]> {
  const text = await pieceText(piece);
  const { inflateRawSync } = await import('node:zlib');
  const packed = Buffer.from(text.slice(3, text.indexOf('.')), 'base64url');
  return JSON.parse(inflateRawSync(packed).toString()) as unknown[];
}

async function refusalOf(text: string): Promise<string> {
  try {
    await readPiece(text);
  } catch (error) {
    if (error instanceof ImportRefused) return error.message;
    throw error;
  }
  return 'accepted';
}

/** The refusal of Ada's piece with one field replaced. */
async function refusalWith(place: number, value: unknown): Promise<string> {
  const fields = await fieldsOf(ADA);
  return refusalOf(forged(JSON.stringify(fields.with(place, value))));
}

const EVERY = EXPERIMENT_IDS.filter((id) => presetOf(id).measures === 'runs').flatMap((id) =>
  (['quick', 'full'] as const).map((size): [ExperimentId, ExperimentSize] => [id, size]),
);

describe.each(EVERY)('results of %s, %s,', (experiment, size) => {
  test('come back to the last bit', async () => {
    const selection = selectionOf(experiment, size, { seed: '31', tokens: '1,100,000' });
    const piece = sentBy(selection, runsOf(selection));
    const text = await pieceText(piece);
    expect(text.length).toBeLessThanOrEqual(PIECE_LIMITS.characters);
    const read = await readPiece(text);
    const planned = readSelection(selection).runs.length;
    expect(read.runs.map(({ index }) => index)).toEqual(Array.from({ length: planned }, (_, i) => i));
    const counting = (of: Piece) => ({ ...of, runs: of.runs.map((run) => run.evaluations.at(-1)) });
    expect(counting(read)).toEqual(counting(piece));
  });

  test('with two models a run keep the losses that count', async () => {
    const selection = selectionOf(experiment, size, { lanes: '2' });
    const runs = runsOf(selection);
    const read = await readPiece(await pieceText(sentBy(selection, runs)));
    for (const [i, run] of runs.entries()) {
      const sent = read.runs[i]?.evaluations ?? [];
      const early = run.settings.stopping === 'early';
      const reached = run.plan.lanes.map((_, lane) => {
        const losses = (early ? run.evaluations : run.evaluations.slice(-1)).map(
          (one) => one.losses[lane] ?? NaN,
        );
        return Math.min(...losses);
      });
      const back = run.plan.lanes.map((_, lane) =>
        Math.min(...(early ? sent : sent.slice(-1)).map((one) => one.losses[lane] ?? NaN)),
      );
      expect(back).toEqual(reached);
    }
  });
});

test('eight finished runs of the default experiment take at most 600 characters', async () => {
  const selection = selectionOf('widths', 'full');
  const text = await pieceText(sentBy(selection, runsOf(selection)));
  expect(text.length).toBeLessThanOrEqual(600);
});

test('a text that would be too long is refused with its length and what to do', async () => {
  const widths = Array.from({ length: 16 }, (_, i) => 8 * (i + 2)).join(' ');
  const selection = selectionOf('widths', 'full', { widths, lanes: '16', batch: '4' });
  await expect(pieceText(sentBy(selection, runsOf(selection)))).rejects.toThrow(
    /^the results of 16 runs have [\d,]+ characters, and a text for a class may have at most 1,200: train fewer/,
  );
});

test('losses that are not finite come back as no number', async () => {
  const [first, second, ...rest] = runsOf(WIDTHS);
  if (first === undefined || second === undefined) throw new Error('no runs');
  const broken = {
    ...second,
    evaluations: second.evaluations.map((one) => ({ ...one, losses: one.losses.map(() => Infinity) })),
  };
  const read = await readPiece(await pieceText(sentBy(WIDTHS, [first, broken, ...rest])));
  expect(read.runs[1]?.evaluations.at(-1)?.losses).toEqual([NaN]);
  expect(read.runs[0]).toEqual(ADA.runs[0]);
});

test.each(['Ada', 'Ægir', 'Юлия', '王小明', 'מרים', 'محمد', '👩🏽‍🔬 Zoë', ''])(
  'the name %s comes back',
  async (name) => {
    const read = await readPiece(await pieceText(sentBy(WIDTHS, runsOf(WIDTHS), name)));
    expect(read.name).toBe(name);
  },
);

test('a name shows no marks that turn the direction of a text, and no more than 30 characters', async () => {
  const read = await readPiece(
    await pieceText(sentBy(WIDTHS, runsOf(WIDTHS), `a\u202eb\n${'x'.repeat(40)}`)),
  );
  expect(read.name).toBe(`a\ufffdb\ufffd${'x'.repeat(26)}`);
});

test('results on a text of somebody’s own come back', async () => {
  const corpus = `own:characters:${'3f'.repeat(32)}:97:300000:301034:My diary`;
  const selection = selectionOf('widths', 'quick', { corpus });
  const piece = sentBy(selection, runsOf(selection));
  expect(await readPiece(await pieceText(piece))).toEqual(piece);
});

test('a part of the runs, and results of no lesson, come back', async () => {
  const some = runsOf(WIDTHS).filter((_, i) => i % 2 === 1);
  const piece = pieceOf({ begun: WIDTHS, runs: some, lesson: null }, NOW);
  if (isRefusal(piece)) throw new Error(piece.refused);
  const read = await readPiece(await pieceText(piece));
  expect(read).toEqual(piece);
  expect(read).toMatchObject({ lesson: '', name: '', part: null, parts: 1, made: Math.floor(NOW / 1000) });
  expect(read.runs.map(({ index }) => index)).toEqual([1, 3, 5]);
});

test('only finished runs that this browser trained from its seeds can be sent', () => {
  const runs = runsOf(WIDTHS);
  const of = (some: readonly Run[], begun: Selection | null = WIDTHS) =>
    pieceOf({ begun, runs: some, lesson: null }, NOW);
  expect(of(runs, null)).toHaveProperty('refused');
  expect(of(runs.map((run): Run => ({ ...run, state: 'stopped' })))).toHaveProperty('refused');
  expect(of(runs.map((run): Run => ({ ...run, imported: { file: 'a.csv', whole: true } })))).toHaveProperty(
    'refused',
  );
  expect(of(runs.map((run): Run => ({ ...run, beganFrom: 'a'.repeat(64) })))).toHaveProperty('refused');
});

test('the machine of runs that moved to another adapter has both names', () => {
  const [first, ...rest] = runsOf(WIDTHS);
  if (first === undefined) throw new Error('no runs');
  const moved = { ...first, origin: { ...LAPTOP, adapter: 'a, then b' } };
  expect(sentBy(WIDTHS, [moved, ...rest]).machine.adapter).toBe('a, then b, then apple metal-3');
});

test('one changed, missing or added character is refused, wherever it is', async () => {
  const text = await pieceText(ADA);
  for (let at = 0; at < text.length; at++) {
    const other = text[at] === 'A' ? 'B' : 'A';
    for (const wrong of [
      text.slice(0, at) + other + text.slice(at + 1),
      text.slice(0, at) + text.slice(at + 1),
      text.slice(0, at) + other + text.slice(at),
    ]) {
      if (wrong === text) continue;
      expect(await refusalOf(wrong), `at ${at}`).not.toBe('accepted');
    }
  }
  expect(await refusalOf(`${text}A`)).toMatch(/not whole/);
  expect(await refusalOf(`${text} `)).toMatch(/not whole/);
});

test('a text that is cut off is refused with what to copy', async () => {
  const text = await pieceText(ADA);
  for (const length of [3, 10, 100, text.length - 9, text.length - 1]) {
    expect(await refusalOf(text.slice(0, length))).toBe(
      'the results are not whole: copy everything from LL1 to the 8 characters after the point.',
    );
  }
});

test('a small text that unpacks to much is refused', async () => {
  const bomb = forged(Buffer.alloc(800_000, 32));
  expect(bomb.length).toBeLessThanOrEqual(PIECE_LIMITS.characters);
  expect(await refusalOf(bomb)).toBe('the results may have at most 20,000 bytes when unpacked.');
});

test('texts of another version, of another kind, and too long ones are refused in words', async () => {
  expect(await refusalOf('LL2abcdefgh.abcdefgh')).toMatch(/^the results have version 2 of their format/);
  expect(await refusalOf('hello')).toBe('the results must begin with LL1, not hello.');
  expect(await refusalOf(`LL1${'A'.repeat(2_000)}`)).toBe(
    'the results may have at most 1,200 characters, and have 2,003.',
  );
});

test('the title of a lesson travels with its results, and results without one end before it', async () => {
  const titled = { ...ADA, title: 'Our own sweep, “group B”' };
  expect(await fieldsOf(ADA)).toHaveLength(16);
  expect(await fieldsOf(titled)).toHaveLength(17);
  expect(await readPiece(await pieceText(titled))).toEqual(titled);
  const fields = await fieldsOf(titled);
  expect((await readPiece(forged(JSON.stringify([...fields.slice(0, 16), ' a\u202eb '])))).title).toBe(
    'a\ufffdb',
  );
  expect(await refusalOf(forged(JSON.stringify([...fields.slice(0, 16), 'x'.repeat(81)])))).toMatch(
    /title.*at most 80 characters/,
  );
  expect(await refusalOf(forged(JSON.stringify([...fields.slice(0, 16), 7])))).toMatch(/title/);
});

test('what is packed must be the JSON of a piece', async () => {
  expect(await refusalOf(forged('{}'))).toBe('the results must have 16 or 17 fields, and have none.');
  expect(await refusalOf(forged('[1]'))).toBe('the results must have 16 or 17 fields, and have 1.');
  expect(await refusalOf(forged('[1'))).toMatch(/^the results is not JSON|^the results are not JSON/);
  expect(await refusalOf(forged(Buffer.from([0xff, 0xfe])))).toBe('the results are not text in UTF-8.');
  expect(await refusalOf(forged('['.repeat(500)))).toMatch(/nests brackets deeper/);
});

test.each<[string, number, unknown, RegExp]>([
  ['a plan of another version', 0, 'AAAAAAAA', /trained with version 0\.1\.0 of Loglog, in which/],
  ['a lesson that is no id', 1, '../x', /lesson: must be 8 letters and digits, not/],
  ['a name that is too long', 3, 'x'.repeat(31), /name: a name has at most 30 characters/],
  ['a part beyond the parts', 4, 31, /are of part 31 of 30/],
  ['a time that is none', 6, 1e14, /made/],
  [
    'an experiment that trains nothing',
    7,
    'calculator',
    /experiment: must be an experiment that trains models/,
  ],
  ['a field that the form lacks', 9, { widths: '8', toString: '1' }, /toString/],
  ['settings that the form refuses', 9, { widths: '7' }, /the settings, /],
  ['a run beyond the plan', 15, [[6, 1, 3]], /of 6 runs, from 0, and run 6 is not among them/],
  ['a run that is no number', 15, [[null, 1, 3]], /run null is not among them/],
  ['a run between two runs', 15, [[0.5, 1, 3]], /run 0\.5 is not among them/],
  [
    'a run that comes twice',
    15,
    [
      [1, 1, 3],
      [1, 1, 3],
    ],
    /give run 1 twice/,
  ],
  [
    'a loss below the least',
    15,
    [[0, 1, 0]],
    /run 0: must be a loss from 0\.000001 to 1,000,000 nats per token, not 0/,
  ],
  ['a loss above the most', 15, [[0, 1, 1e7]], /must be a loss/],
  ['a missing loss', 15, [[0, 1]], /must have losses of 1 models/],
  ['a step without an evaluation', 15, [[0, 1, 3, 77, 3.5]], /step 77 has no evaluation in its plan/],
  ['the last step twice', 15, [[0, 1, 3, 1000, 3.5]], /two evaluations of one step/],
  ['a negative time', 15, [[0, -1, 3]], /seconds: must be at least 0/],
  ['no run', 15, [], /runs: may have a length|runs: must have a length/],
])('%s is refused', async (_, place, value, words) => {
  expect(await refusalWith(place, value)).toMatch(words);
});

test('pieces are found in links, in mails with broken lines, in quotations, and one after another', async () => {
  const texts = await Promise.all(
    ['Ada', 'Bo', 'Cy'].map((name) => pieceText(sentBy(WIDTHS, runsOf(WIDTHS), name))),
  );
  const [ada = '', bo = '', cy = ''] = texts;
  const lines = (text: string, by = 60): string[] => text.match(new RegExp(`.{1,${by}}`, 'g')) ?? [];
  expect(pieceTextsIn(ada)).toEqual([ada]);
  expect(pieceTextsIn(`https://somewhere.example/#results=${ada}`)).toEqual([ada]);
  expect(pieceTextsIn(`Hello,\nmine: ${ada}, and hers (${bo}).\n`)).toEqual([ada, bo]);
  expect(pieceTextsIn(texts.join('\n'))).toEqual(texts);
  expect(pieceTextsIn(texts.join(' '))).toEqual(texts);
  expect(pieceTextsIn(`Mine:\r\n${lines(ada).join('\r\n')}\r\nBest, Ada`)).toEqual([ada]);
  expect(pieceTextsIn(`> ${lines(ada).join('\n> ')}\n\n> ${lines(bo, 72).join(' \n> ')}`)).toEqual([ada, bo]);
  expect(pieceTextsIn(`${ada}\n${ada}`)).toEqual([ada]);
  expect(pieceTextsIn(`${ada.slice(0, 80)}\n${lines(cy).join('\n')}`)).toEqual([ada.slice(0, 80), cy]);
  expect(pieceTextsIn('nothing of a class. LL1 is short, and XLL1abcdefghijkl is none')).toEqual([]);
});

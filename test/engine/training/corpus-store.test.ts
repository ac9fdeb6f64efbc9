import { expect, test } from 'vitest';
import { findCorpus } from '../../../src/corpus/catalogue.ts';
import { CorpusStore } from '../../../src/engine/training/corpus-store.ts';
import type { RunPlan } from '../../../src/engine/trainer.ts';
import { tinyPlan } from '../../harness/engine/tiny-plan.ts';

const { alphabet, bytes, sha256 } = findCorpus('moby-dick');
const url = new URL('/corpora/', location.href).href;
const noText = {
  tokens(): never {
    throw new Error('no text');
  },
};
const ignore = () => undefined;

function planOf(parts?: number): RunPlan {
  const corpus = { kind: 'text', id: 'moby-dick', url, ...(parts !== undefined && { parts }) } as const;
  return tinyPlan({ corpus });
}

/** The text of a part, by the browser alone. */
async function textOf(name: string): Promise<string> {
  const response = await fetch(`${url}moby-dick/${name}.txt.gz`);
  const unpacked = response.headers.has('content-encoding')
    ? response.body
    : response.body?.pipeThrough(new DecompressionStream('gzip'));
  return new Response(unpacked).text();
}

const decoded = (tokens: Uint8Array) => Array.from(tokens, (token) => alphabet[token]).join('');

test('a plan on parts has the texts of these parts and windows in them alone', async () => {
  const { tokens, training, validation } = await new CorpusStore(noText).windows(planOf(2), ignore);
  const [first, second, held] = await Promise.all(
    ['training-01', 'training-02', 'held-out-01'].map((name) => textOf(name)),
  );
  expect(decoded(tokens)).toBe(`${first}${second}${held}`);
  const border = `${first}${second}`.length;
  const { context } = planOf().shape;
  expect(training.every((start) => start + context < border)).toBe(true);
  expect(validation.every((start) => start >= border && start + context < tokens.length)).toBe(true);
  expect(validation.length).toBeGreaterThan(16);
});

test('a plan on patches has one of them in each window, and other windows are refused', async () => {
  const corpus = { kind: 'text', id: 'photographs', url, parts: 1 } as const;
  const shape = { ...tinyPlan().shape, vocabulary: 17, context: 64 };
  const { tokens, training, validation } = await new CorpusStore(noText).windows(
    tinyPlan({ corpus, shape }),
    ignore,
  );
  expect([training.length, validation.length]).toEqual([16_000, 4_872]);
  expect(tokens.length).toBe(65 * (16_000 + 4_872));
  expect([...training, ...validation].every((start) => start % 65 === 0 && tokens[start] === 0)).toBe(true);
  const other = tinyPlan({ corpus, shape: { ...shape, context: 32 } });
  await expect(new CorpusStore(noText).windows(other, ignore)).rejects.toThrow('must be 64');
});

test('a plan without parts has the whole text in its order', async () => {
  const { tokens, training, validation } = await new CorpusStore(noText).windows(planOf(), ignore);
  const text = new TextEncoder().encode(decoded(tokens));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', text));
  expect(Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')).toBe(sha256);
  // The first block that is held out is the middle of the first twentieth.
  const block = Math.floor(bytes * 0.0025);
  expect(validation[0]).toBe(Math.round(bytes / 40 - block / 2));
  expect(training[0]).toBe(0);
});

test('a run that needs a text while it is loaded early hears how much has arrived', async () => {
  const store = new CorpusStore(noText);
  const early = store.prepare(planOf(1).corpus);
  const heard: number[] = [];
  await store.windows(planOf(1), (loaded, total) => heard.push(loaded / total));
  await early;
  expect(heard.at(-1)).toBe(1);
});

test('a text of the person is asked for by its plan', async () => {
  const corpus = { kind: 'own', sha256, coding: 'bytes', title: 'mine', length: 60_000 } as const;
  const own = { tokens: () => new Uint8Array(60_000) };
  const { tokens, training } = await new CorpusStore(own).windows(tinyPlan({ corpus }), ignore);
  expect(tokens).toHaveLength(60_000);
  expect(training.length).toBeGreaterThan(1000);
});

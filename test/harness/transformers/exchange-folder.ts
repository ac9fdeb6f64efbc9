// Gives models to Python's transformers and takes its answers, in a folder. Runs no Python.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TransformerShape } from '../../../src/engine/trainer.ts';
import { readModel, type ImportedModel } from '../../../src/lab/files/hugging-face-file.ts';
import { logitError, type Answer } from './logit-error.ts';
import { randomModel, SHAPES } from './random-models.ts';

/** How far the logits of one model are apart. */
export interface Comparison {
  readonly model: string;
  readonly error: number;
  readonly largest: number;
}

/** Writes a model of every kind, as Loglog does, with tokens for it, into `FOLDER/ours`. */
export function writeOurs(folder: string): void {
  for (const shape of SHAPES) {
    const place = join(folder, 'ours', `${shape.positions}${shape.tiedHead ? '-tied' : ''}`);
    mkdirSync(place, { recursive: true });
    const { files, tokens } = randomModel(shape);
    writeFileSync(join(place, 'model.safetensors'), files.safetensors);
    writeFileSync(join(place, 'config.json'), files.config);
    writeFileSync(join(place, 'tokens.json'), JSON.stringify(tokens));
  }
}

/** Compares the logits of what Loglog wrote. */
export function compareOurs(folder: string): Comparison[] {
  return foldersIn(join(folder, 'ours')).map(([model, place]) => {
    const answer = {
      tokens: readJson(place, 'tokens.json'),
      logits: readJson(place, 'logits.json'),
    } as Answer;
    return { model, ...logitError(modelIn(place), answer) };
  });
}

/** Compares the logits of what transformers wrote. */
export function compareTheirs(folder: string): Comparison[] {
  return foldersIn(folder).map(([model, place]) => {
    return { model, ...logitError(modelIn(place), readJson(place, 'answer.json') as Answer) };
  });
}

/** The versions of transformers and torch that wrote a folder's models. */
export function versionsIn(folder: string): string {
  const { transformers, torch } = readJson(folder, 'facts.json') as { transformers: string; torch: string };
  return `transformers ${transformers}, torch ${torch}`;
}

/** The transformer in a folder, through the reader of imports. */
export function modelIn(place: string): ImportedModel & { readonly shape: TransformerShape } {
  const config = readFileSync(join(place, 'config.json'), 'utf8');
  const { shape, tensors } = readModel(
    new Uint8Array(readFileSync(join(place, 'model.safetensors'))),
    config,
  );
  if (shape.kind !== 'transformer') throw new Error(`${place} holds no transformer`);
  return { shape, tensors };
}

function foldersIn(folder: string): [string, string][] {
  const entries = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return entries.map(({ name }) => [name, join(folder, name)]);
}

function readJson(place: string, name: string): unknown {
  return JSON.parse(readFileSync(join(place, name), 'utf8')) as unknown;
}

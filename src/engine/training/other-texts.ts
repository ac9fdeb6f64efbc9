import { findCorpus } from '../../corpus/catalogue.ts';
import type { CorpusLoader } from '../../corpus/load-corpus.ts';
import { fewestParts, windowsOfParts } from '../../corpus/part-windows.ts';
import { spreadEvenly } from '../../corpus/split-windows.ts';
import { joined, layoutOf } from '../../corpus/text-layout.ts';
import { PlacedError } from '../gpu/placed-error.ts';
import type { OtherWindows } from '../run/run-parts.ts';
import type { OtherText, RunPlan } from '../trainer.ts';

/**
 * The windows of a plan's other texts, and their held-out parts behind the tokens of its own.
 *
 * @throws if its own text has another alphabet, or if the windows are no whole batches that lie in the held-out parts
 */
export async function withOtherTexts(
  { batch, corpus, evaluation: { texts: asked = [] }, shape }: RunPlan,
  own: Uint8Array,
  loader: CorpusLoader,
): Promise<{ tokens: Uint8Array; texts: OtherWindows[] }> {
  const all = [own];
  const texts: OtherWindows[] = [];
  for (const text of asked) {
    if (corpus.kind !== 'text' || findCorpus(corpus.id).alphabet !== findCorpus(text.id).alphabet) {
      throw new PlacedError(
        'plan',
        `only models of a text with the same alphabet can be evaluated on ${text.id}`,
      );
    }
    const { tokens, starts } = await heldOut(text, { loader, folder: corpus.url, context: shape.context });
    if (text.windows % batch !== 0 || text.windows > starts.length) {
      throw new PlacedError(
        'plan',
        `windows of ${text.id} must be whole batches of ${batch} and at most ${starts.length}: ${text.windows}`,
      );
    }
    const first = all.reduce((sum, { length }) => sum + length, 0);
    texts.push({ ...text, starts: spreadEvenly(starts, text.windows).map((start) => first + start) });
    all.push(tokens);
  }
  return { tokens: joined(all), texts };
}

/** The first held-out parts of a text that have so many windows, and the starts of all windows in them. */
async function heldOut(
  { id, windows }: OtherText,
  { context, folder, loader }: { loader: CorpusLoader; folder: string; context: number },
): Promise<{ tokens: Uint8Array; starts: Uint32Array }> {
  const entry = findCorpus(id);
  const layout = layoutOf(entry);
  const counts = { training: 0, heldOut: fewestParts(layout.heldOut, context, windows) };
  const tokens = await loader.parts(entry, counts, folder, () => {});
  return { tokens, starts: windowsOfParts(layout, counts, context).validation };
}

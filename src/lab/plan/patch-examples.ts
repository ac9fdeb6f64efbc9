import examples from '../../corpus/patch-examples.json' with { type: 'json' };

const BY_CORPUS: Readonly<Record<string, readonly string[]>> = examples;

/** Held-out patches of a corpus of images, spread evenly, each as the symbols of its pixels; none of another corpus. */
export function patchExamples(id: string): readonly string[] {
  return BY_CORPUS[id] ?? [];
}

/** What the buffers of activations hold, by the start of their name. */
const NAMED: readonly (readonly [start: RegExp, words: string])[] = [
  [/^layers\./, 'the activations of one layer'],
  [/^logits$/, 'the scores of every token of the vocabulary'],
  [/^(inputs|targets|tokens)$/, 'the tokens of a batch'],
  [/^(losses|logSumExp)$/, 'the losses of a batch'],
  [/^(stream|branch|norm)\b/, 'the activations between layers'],
  [/^(d[A-Z]|delta$)/, 'the gradients of the activations'],
];

/** What a buffer of activations holds in words, a plural: `the activations of one layer` for `layers.0.qkv`. */
export function bufferWords(name: string): string {
  return NAMED.find(([start]) => start.test(name))?.[1] ?? 'some activations';
}

/**
 * Nats per character of the texts that come with the page, for who knows how often each character follows the 0, 1, 2 or 3
 * characters before it: the conditional entropies of the whole text by its counts (Shannon 1951). Of patches of images: nats per pixel, by
 * the pixels before it in its patch, row by row.
 */
export const NGRAM_LOSSES: Readonly<Record<string, readonly [number, number, number, number]>> = {
  sotu: [3.0098, 2.3643, 1.8515, 1.3977],
  'moby-dick': [3.0644, 2.4145, 1.9508, 1.5456],
  bible: [2.992, 2.273, 1.7298, 1.3326],
  photographs: [2.6015, 0.9298, 0.8758, 0.8336],
};

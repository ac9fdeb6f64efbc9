/**
 * A fit that was not refused.
 *
 * @template {object} Law
 * @param {Law | import('../../src/laws/refusal.ts').Refusal} fit
 * @returns {Law}
 * @throws with the sentence of a refusal
 */
export function accepted(fit) {
  if ('refused' in fit) throw new Error(fit.refused);
  return fit;
}

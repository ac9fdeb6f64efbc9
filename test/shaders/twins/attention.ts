export interface Heads {
  batch: number;
  context: number;
  heads: number;
  headSize: number;
}

/** Places of the head's numbers in `qkv[B, T, 3C]` and `out[B, T, C]`. */
interface HeadPlaces {
  q(t: number, i: number): number;
  k(t: number, i: number): number;
  v(t: number, i: number): number;
  out(t: number, i: number): number;
}

function placesOf({ context, heads, headSize }: Heads, b: number, h: number): HeadPlaces {
  const width = heads * headSize;
  const block = (which: number) => (t: number, i: number) =>
    (b * context + t) * 3 * width + which * width + h * headSize + i;
  return {
    q: block(0),
    k: block(1),
    v: block(2),
    out: (t, i) => (b * context + t) * width + h * headSize + i,
  };
}

/** The probabilities of query `t` over the keys 0 … t, and the logarithm of their divisor. */
function attend(
  qkv: Float64Array,
  { headSize }: Heads,
  { q, k }: HeadPlaces,
  t: number,
): { probabilities: number[]; logSumExp: number } {
  const scores = Array.from({ length: t + 1 }, (_, s) => {
    let score = 0;
    for (let i = 0; i < headSize; i++) score += qkv[q(t, i)] * qkv[k(s, i)];
    return score / Math.sqrt(headSize);
  });
  const highest = Math.max(...scores);
  const logSumExp = highest + Math.log(scores.reduce((sum, score) => sum + Math.exp(score - highest), 0));
  return { probabilities: scores.map((score) => Math.exp(score - logSumExp)), logSumExp };
}

/** `out[B, T, C]` and `logSumExp[B, H, T]`. */
export function attention(qkv: Float64Array, shape: Heads): { out: Float64Array; logSumExp: Float64Array } {
  const { batch, context, heads, headSize } = shape;
  const out = new Float64Array(qkv.length / 3);
  const logSumExp = new Float64Array(batch * heads * context);
  for (let b = 0; b < batch; b++) {
    for (let h = 0; h < heads; h++) {
      const places = placesOf(shape, b, h);
      for (let t = 0; t < context; t++) {
        const attended = attend(qkv, shape, places, t);
        logSumExp[(b * heads + h) * context + t] = attended.logSumExp;
        attended.probabilities.forEach((p, s) => {
          for (let i = 0; i < headSize; i++) out[places.out(t, i)] += p * qkv[places.v(s, i)];
        });
      }
    }
  }
  return { out, logSumExp };
}

/** `dQkv[B, T, 3C]` through the derivative of the softmax, and its row sums `delta[B, H, T]` = Σ p · dP. */
export function attentionBackward(
  qkv: Float64Array,
  dOut: Float64Array,
  shape: Heads,
): { dQkv: Float64Array; delta: Float64Array } {
  const { batch, context, heads, headSize } = shape;
  const dQkv = new Float64Array(qkv.length);
  const delta = new Float64Array(batch * heads * context);
  for (let b = 0; b < batch; b++) {
    for (let h = 0; h < heads; h++) {
      const { q, k, v, out } = placesOf(shape, b, h);
      for (let t = 0; t < context; t++) {
        const { probabilities } = attend(qkv, shape, { q, k, v, out }, t);
        const dProbabilities = probabilities.map((p, s) => {
          let dP = 0;
          for (let i = 0; i < headSize; i++) {
            dP += dOut[out(t, i)] * qkv[v(s, i)];
            dQkv[v(s, i)] += p * dOut[out(t, i)];
          }
          return dP;
        });
        const sum = probabilities.reduce((total, p, s) => total + p * dProbabilities[s], 0);
        delta[(b * heads + h) * context + t] = sum;
        probabilities.forEach((p, s) => {
          const dScore = (p * (dProbabilities[s] - sum)) / Math.sqrt(headSize);
          for (let i = 0; i < headSize; i++) {
            dQkv[q(t, i)] += dScore * qkv[k(s, i)];
            dQkv[k(s, i)] += dScore * qkv[q(t, i)];
          }
        });
      }
    }
  }
  return { dQkv, delta };
}

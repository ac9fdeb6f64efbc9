/** Added to the variance, as in GPT-2 and GPT-NeoX. */
export const LAYERNORM_EPSILON = 1e-5;

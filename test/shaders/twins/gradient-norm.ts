/** The L2 norm, and the factor that scales it down to `clipNorm` (0: no limit). */
export function gradientNorm(gradient: Float64Array, clipNorm: number): { norm: number; factor: number } {
  const norm = Math.sqrt(gradient.reduce((sum, value) => sum + value ** 2, 0));
  return { norm, factor: clipNorm > 0 ? Math.min(1, clipNorm / norm) : 1 };
}

export function residual(trunk: Float64Array, branch: Float64Array): Float64Array {
  return trunk.map((value, i) => value + branch[i]);
}

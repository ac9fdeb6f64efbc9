/** log(e^x + e^y), or log(e^x + e^y + e^z), without overflow. */
export function logSumExp(x: number, y: number, z = -Infinity): number {
  const most = Math.max(x, y, z);
  return most + Math.log(Math.exp(x - most) + Math.exp(y - most) + Math.exp(z - most));
}

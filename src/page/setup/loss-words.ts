/** How often the GPU was lost, and that training went on. */
export function lossWords(lost: number): string {
  const times = lost === 1 ? 'once' : `${lost} times`;
  return `The GPU was lost ${times}; training resumed by itself from the last checkpoint.`;
}

export function gemstoneFlops(width: number, layers: number): number;

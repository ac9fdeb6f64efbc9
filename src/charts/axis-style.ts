/** A grid to read values against, quieter than any data. */
export const GRID = { stroke: 'var(--rule)', strokeOpacity: 1 };

/** Axis text without tick marks: the grid stands for them. */
export const AXIS = { color: 'var(--ink-soft)', tickSize: 0 };

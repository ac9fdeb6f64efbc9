/**
 * Pairs of items of neighbouring sizes, smallest first. If several items have one size, because several machines measured
 * it, each is paired with the item at the same place among those of the next smaller size.
 */
export function neighbours<Item>(
  items: readonly Item[],
  sizeOf: (item: Item) => number,
): { readonly small: Item; readonly large: Item }[] {
  const bySize = new Map<number, Item[]>();
  for (const item of items.toSorted((a, b) => sizeOf(a) - sizeOf(b))) {
    const size = sizeOf(item);
    bySize.set(size, [...(bySize.get(size) ?? []), item]);
  }
  const sizes = [...bySize.values()];
  return sizes.slice(1).flatMap((larger, i) =>
    larger.flatMap((large, place) => {
      const smaller = sizes[i] ?? [];
      const small = smaller[place % smaller.length];
      return small === undefined ? [] : [{ small, large }];
    }),
  );
}

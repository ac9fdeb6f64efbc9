/**
 * Moves positions apart, as little as possible, until neighbours are at least `gap` from each other. Keeps their
 * order. Labels at these positions do not overlap.
 *
 * @param height all lie in 0 to `height`, if so many fit at that gap
 */
export function spread(positions: readonly number[], gap: number, height = Infinity): number[] {
  const order = positions.map((_, index) => index).sort((a, b) => (positions[a] ?? 0) - (positions[b] ?? 0));
  const groups: { members: number[]; centre: number }[] = [];
  for (const index of order) {
    groups.push({ members: [index], centre: positions[index] ?? 0 });
    mergeTouching(groups, gap, positions);
  }
  const moved = [...positions];
  for (const { members, centre } of groups) {
    members.forEach((index, place) => {
      moved[index] = centre + (place - (members.length - 1) / 2) * gap;
    });
  }
  if (height < Infinity) pushInside(moved, order, gap, height);
  return moved;
}

/** Pushes positions down from 0, and then up from `height`, and the others before them. */
function pushInside(moved: number[], order: readonly number[], gap: number, height: number): void {
  order.reduce((least, index) => (moved[index] = Math.max(moved[index] ?? 0, least)) + gap, 0);
  order.reduceRight((most, index) => (moved[index] = Math.min(moved[index] ?? 0, most)) - gap, height);
}

function mergeTouching(
  groups: { members: number[]; centre: number }[],
  gap: number,
  positions: readonly number[],
): void {
  for (;;) {
    const last = groups.at(-1);
    const previous = groups.at(-2);
    if (last === undefined || previous === undefined) return;
    const room = ((last.members.length + previous.members.length) / 2) * gap;
    if (last.centre - previous.centre >= room) return;
    const members = [...previous.members, ...last.members];
    const centre = members.reduce((sum, index) => sum + (positions[index] ?? 0), 0) / members.length;
    groups.splice(-2, 2, { members, centre });
  }
}

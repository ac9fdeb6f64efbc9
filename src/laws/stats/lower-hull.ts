/** A point in a plane. */
export interface PlanePoint {
  x: number;
  y: number;
}

/**
 * The falling part of the lower convex hull (Andrew 1979): every corner lies below each line between two other points,
 * and lower than the corner before it.
 *
 * @param points ascending in x, then in y
 */
export function lowerHull<Point extends PlanePoint>(points: readonly Point[]): Point[] {
  const hull: Point[] = [];
  for (const point of points) {
    while (hull.length > 1 && !turnsUp(hull[hull.length - 2], hull[hull.length - 1], point)) hull.pop();
    if (hull.length !== 1 || hull[0].x < point.x) hull.push(point);
  }
  return hull.filter(({ y }, i) => i === 0 || y < hull[i - 1].y);
}

/** Whether the path from a over b to c turns upwards at b. */
function turnsUp(a: PlanePoint, b: PlanePoint, c: PlanePoint): boolean {
  return (b.x - a.x) * (c.y - a.y) > (c.x - a.x) * (b.y - a.y);
}

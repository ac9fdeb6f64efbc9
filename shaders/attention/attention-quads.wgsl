// Causal attention as in attention.wgsl, for CPUs that emulate a GPU: a workgroup is one quad of a subgroup, whose four
// lanes share rows (queries, keys) of one head. Lane c loads and keeps only n of each 4n numbers of a row, from nc on; the
// lanes exchange sums of products. n is 4 (row-quads.wgsl), or 2 for heads of up to 8 numbers (row-pairs.wgsl): these
// files state the types Numbers and Columns, LANE_PAIRS = n / 2, and the functions that make Numbers of pairs. There is no barrier, and each loaded row is used for eight other rows.
//
// Rows are grouped in fours: slot i of lane c is row c ^ i. So what lane c needs from lane c ^ i is in the same slot for
// every lane c. Every exchange is a swap, and no code depends on the lane.
//
//   forward    out and log_sum_exp of eight queries in one pass with a running maximum. Grid: B · H · ⌈T/8⌉ workgroups in
//              x, continued in y; z over lanes (models)
//   backward   delta_t = d_out_t · out_t, then d_k, d_v and the terms of d_q for eight keys at a time; with TURN_BACK,
//              d_q and d_k are rotated back by their positions. Grid: B · H workgroups, as above

enable subgroups;

override HEAD_PAIRS: u32 = 8; // D / 2, 2 to 32; an override, so that the compiler drops the slices that do not exist
override SLICES: u32 = (HEAD_PAIRS + 7) / 8; // of 16 numbers; one of 8 for small heads
override TURN_BACK: bool = false;

struct Sizes {
  batch: u32,
  context: u32,
  heads: u32,
  scale: f32, // 1 / √D
}

const LOWEST = -1.0e30; // replaces −∞, because compilers may assume that no number is infinite

@group(0) @binding(0) var<storage, read> qkv: array<vec2f>; // [R, B, T, 3C], in blocks q | k | v
@group(0) @binding(1) var<storage, read_write> out: array<vec2f>; // [R, B, T, C]
@group(0) @binding(2) var<storage, read_write> log_sum_exp: array<f32>; // [R, B, H, T]
@group(0) @binding(3) var<uniform> sizes: Sizes;

@group(0) @binding(1) var<storage, read> back_log_sum_exp: array<f32>; // log_sum_exp: [R, B, H, T]
@group(0) @binding(2) var<storage, read> d_out: array<vec2f>; // [R, B, T, C]
@group(0) @binding(3) var<storage, read> back_out: array<vec2f>; // out: [R, B, T, C]
@group(0) @binding(4) var<storage, read> turns: array<vec2f>; // [T, D/2] cosine and sine; any buffer without TURN_BACK
@group(0) @binding(5) var<storage, read_write> d_qkv: array<vec2f>; // [R, B, T, 3C]
@group(0) @binding(6) var<storage, read_write> delta: array<f32>; // [R, B, H, T]
@group(0) @binding(7) var<uniform> back_sizes: Sizes;

// This lane's numbers of a row.
struct Row {
  a: Numbers,
  b: Numbers,
  c: Numbers,
  d: Numbers,
}

// This lane's numbers of four rows, one slot per column.
struct Rows {
  a: Columns,
  b: Columns,
  c: Columns,
  d: Columns,
}

struct Head {
  b: u32, // counted over all lanes of the grid
  h: u32,
  lane: u32, // of the quad
}

fn head_of(index: u32, z: u32, lane: u32, shape: Sizes) -> Head {
  return Head(z * shape.batch + index / shape.heads, index % shape.heads, lane % 4);
}

// The rows in this lane's slots: the four rows from `first` on, in the order of the slots.
fn slots(head: Head, first: u32) -> vec4u {
  return vec4u(first) + (vec4u(head.lane) ^ vec4u(0, 1, 2, 3));
}

// Offsets of rows count pairs of numbers. Rows beyond the context get the offset of its last row.
fn at_out(head: Head, t: u32, shape: Sizes) -> u32 {
  return ((head.b * shape.context + min(t, shape.context - 1)) * shape.heads + head.h) * HEAD_PAIRS;
}

// block: 0 for q, 1 for k, 2 for v.
fn at_qkv(head: Head, t: u32, block: u32, shape: Sizes) -> u32 {
  return (((head.b * shape.context + min(t, shape.context - 1)) * 3 + block) * shape.heads + head.h) * HEAD_PAIRS;
}

fn at_statistic(head: Head, t: u32, shape: Sizes) -> u32 {
  return (head.b * shape.heads + head.h) * shape.context + min(t, shape.context - 1);
}

fn inside(pair: u32) -> bool {
  return HEAD_PAIRS % (4 * LANE_PAIRS) == 0 || pair < HEAD_PAIRS;
}

fn qkv_pair(at: u32, pair: u32) -> vec2f {
  if inside(pair) {
    return qkv[at + pair];
  }
  return vec2f(0);
}

fn qkv_numbers(at: u32, pair: u32) -> Numbers {
  if LANE_PAIRS == 1 {
    return numbers_of(qkv_pair(at, pair), vec2f(0));
  }
  return numbers_of(qkv_pair(at, pair), qkv_pair(at, pair + 1));
}

fn qkv_row(at: u32, lane: u32) -> Row {
  var row = Row();
  row.a = qkv_numbers(at, LANE_PAIRS * lane);
  if SLICES > 1 {
    row.b = qkv_numbers(at, LANE_PAIRS * lane + 8);
  }
  if SLICES > 2 {
    row.c = qkv_numbers(at, LANE_PAIRS * lane + 16);
  }
  if SLICES > 3 {
    row.d = qkv_numbers(at, LANE_PAIRS * lane + 24);
  }
  return row;
}

fn qkv_rows(head: Head, first: u32, block: u32, shape: Sizes) -> Rows {
  let t = slots(head, first);
  return rows_of(
    qkv_row(at_qkv(head, t[0], block, shape), head.lane),
    qkv_row(at_qkv(head, t[1], block, shape), head.lane),
    qkv_row(at_qkv(head, t[2], block, shape), head.lane),
    qkv_row(at_qkv(head, t[3], block, shape), head.lane),
  );
}

fn d_out_pair(at: u32, pair: u32) -> vec2f {
  if inside(pair) {
    return d_out[at + pair];
  }
  return vec2f(0);
}

fn d_out_numbers(at: u32, pair: u32) -> Numbers {
  if LANE_PAIRS == 1 {
    return numbers_of(d_out_pair(at, pair), vec2f(0));
  }
  return numbers_of(d_out_pair(at, pair), d_out_pair(at, pair + 1));
}

fn d_out_row(at: u32, lane: u32) -> Row {
  var row = Row();
  row.a = d_out_numbers(at, LANE_PAIRS * lane);
  if SLICES > 1 {
    row.b = d_out_numbers(at, LANE_PAIRS * lane + 8);
  }
  if SLICES > 2 {
    row.c = d_out_numbers(at, LANE_PAIRS * lane + 16);
  }
  if SLICES > 3 {
    row.d = d_out_numbers(at, LANE_PAIRS * lane + 24);
  }
  return row;
}

fn d_out_rows(head: Head, first: u32) -> Rows {
  let t = slots(head, first);
  return rows_of(
    d_out_row(at_out(head, t[0], back_sizes), head.lane),
    d_out_row(at_out(head, t[1], back_sizes), head.lane),
    d_out_row(at_out(head, t[2], back_sizes), head.lane),
    d_out_row(at_out(head, t[3], back_sizes), head.lane),
  );
}

fn d_q_pair(at: u32, pair: u32) -> vec2f {
  if inside(pair) {
    return d_qkv[at + pair];
  }
  return vec2f(0);
}

fn d_q_numbers(at: u32, pair: u32) -> Numbers {
  if LANE_PAIRS == 1 {
    return numbers_of(d_q_pair(at, pair), vec2f(0));
  }
  return numbers_of(d_q_pair(at, pair), d_q_pair(at, pair + 1));
}

fn d_q_row(at: u32, lane: u32) -> Row {
  var row = Row();
  row.a = d_q_numbers(at, LANE_PAIRS * lane);
  if SLICES > 1 {
    row.b = d_q_numbers(at, LANE_PAIRS * lane + 8);
  }
  if SLICES > 2 {
    row.c = d_q_numbers(at, LANE_PAIRS * lane + 16);
  }
  if SLICES > 3 {
    row.d = d_q_numbers(at, LANE_PAIRS * lane + 24);
  }
  return row;
}

fn d_q_rows(head: Head, first: u32) -> Rows {
  let t = slots(head, first);
  return rows_of(
    d_q_row(at_qkv(head, t[0], 0, back_sizes), head.lane),
    d_q_row(at_qkv(head, t[1], 0, back_sizes), head.lane),
    d_q_row(at_qkv(head, t[2], 0, back_sizes), head.lane),
    d_q_row(at_qkv(head, t[3], 0, back_sizes), head.lane),
  );
}

fn rows_of(first: Row, second: Row, third: Row, fourth: Row) -> Rows {
  var rows = Rows();
  rows.a = Columns(first.a, second.a, third.a, fourth.a);
  if SLICES > 1 {
    rows.b = Columns(first.b, second.b, third.b, fourth.b);
  }
  if SLICES > 2 {
    rows.c = Columns(first.c, second.c, third.c, fourth.c);
  }
  if SLICES > 3 {
    rows.d = Columns(first.d, second.d, third.d, fourth.d);
  }
  return rows;
}

fn in_slot(rows: Rows, slot: u32) -> Row {
  return Row(rows.a[slot], rows.b[slot], rows.c[slot], rows.d[slot]);
}

fn scaled_columns(columns: Columns, by: vec4f) -> Columns {
  return Columns(columns[0] * by[0], columns[1] * by[1], columns[2] * by[2], columns[3] * by[3]);
}

// Each row times its number.
fn scaled(rows: Rows, by: vec4f) -> Rows {
  var product = Rows();
  product.a = scaled_columns(rows.a, by);
  if SLICES > 1 {
    product.b = scaled_columns(rows.b, by);
  }
  if SLICES > 2 {
    product.c = scaled_columns(rows.c, by);
  }
  if SLICES > 3 {
    product.d = scaled_columns(rows.d, by);
  }
  return product;
}

// This lane's part of the products of `row` with each of `rows`.
fn part_products(row: Row, rows: Rows) -> vec4f {
  var sum = row.a * rows.a;
  if SLICES > 1 {
    sum += row.b * rows.b;
  }
  if SLICES > 2 {
    sum += row.c * rows.c;
  }
  if SLICES > 3 {
    sum += row.d * rows.d;
  }
  return sum;
}

// Inner products of row c of `x` with each of `rows`, in the order of this lane's slots.
fn products(x: Rows, rows: Rows) -> vec4f {
  return part_products(in_slot(x, 0), rows)
    + quadSwapX(part_products(in_slot(x, 1), rows).yxwz)
    + quadSwapY(part_products(in_slot(x, 2), rows).zwxy)
    + quadSwapDiagonal(part_products(in_slot(x, 3), rows).wzyx);
}

// By columns, so that each product is added as soon as it is computed.
fn plus_columns(sum: Columns, row: Numbers, weights: vec4f) -> Columns {
  return Columns(
    sum[0] + row * weights[0],
    sum[1] + row * weights[1],
    sum[2] + row * weights[2],
    sum[3] + row * weights[3],
  );
}

fn plus_row(sum: Rows, row: Row, weights: vec4f) -> Rows {
  var added = Rows();
  added.a = plus_columns(sum.a, row.a, weights);
  if SLICES > 1 {
    added.b = plus_columns(sum.b, row.b, weights);
  }
  if SLICES > 2 {
    added.c = plus_columns(sum.c, row.c, weights);
  }
  if SLICES > 3 {
    added.d = plus_columns(sum.d, row.d, weights);
  }
  return added;
}

// Adds the rows of `x`, times their weights, to each row of `sum`. The weights belong to row c, in the order of `products`.
fn plus(sum: Rows, x: Rows, weights: vec4f) -> Rows {
  let one = plus_row(sum, in_slot(x, 0), weights);
  let two = plus_row(one, in_slot(x, 1), quadSwapX(weights).yxwz);
  let three = plus_row(two, in_slot(x, 2), quadSwapY(weights).zwxy);
  return plus_row(three, in_slot(x, 3), quadSwapDiagonal(weights).wzyx);
}

// Transposes what the lanes hold by one group of rows and by the slots of another.
fn transposed(x: vec4f) -> vec4f {
  return vec4f(x[0], quadSwapX(x[1]), quadSwapY(x[2]), quadSwapDiagonal(x[3]));
}

// The number of lane c for row c, in every slot.
fn to_slots(x: f32) -> vec4f {
  return transposed(vec4f(x));
}

fn largest(x: vec4f) -> f32 {
  return max(max(x[0], x[1]), max(x[2], x[3]));
}

// The sums of four queries so far.
struct Attended {
  sum: Rows,
  highest: f32, // score of row c
  total: f32, // of row c's weights
}

fn plus_values(before: Attended, scores: vec4f, values: Rows) -> Attended {
  let highest = max(before.highest, largest(transposed(scores)));
  let shrink = exp(before.highest - highest);
  let weights = exp(scores - to_slots(highest));
  let sum = plus(scaled(before.sum, to_slots(shrink)), values, weights);
  return Attended(sum, highest, before.total * shrink + dot(transposed(weights), vec4f(1)));
}

// Adds the keys from `s` on to the sums of the queries from `t` on.
fn causal_scores(head: Head, keys: Rows, s: u32, queries: Rows, t: u32) -> vec4f {
  let seen = vec4u(s + head.lane) <= slots(head, t);
  return select(vec4f(LOWEST), products(keys, queries), seen);
}

fn store_out_pair(at: u32, pair: u32, value: vec2f) {
  if inside(pair) {
    out[at + pair] = value;
  }
}

fn store_out_numbers(at: u32, pair: u32, numbers: Numbers) {
  store_out_pair(at, pair, numbers.xy);
  if LANE_PAIRS > 1 {
    store_out_pair(at, pair + 1, second_pair(numbers));
  }
}

fn store_out_row(head: Head, t: u32, row: Row) {
  if t >= sizes.context {
    return;
  }
  let at = at_out(head, t, sizes);
  store_out_numbers(at, LANE_PAIRS * head.lane, row.a);
  if SLICES > 1 {
    store_out_numbers(at, LANE_PAIRS * head.lane + 8, row.b);
  }
  if SLICES > 2 {
    store_out_numbers(at, LANE_PAIRS * head.lane + 16, row.c);
  }
  if SLICES > 3 {
    store_out_numbers(at, LANE_PAIRS * head.lane + 24, row.d);
  }
}

fn store_attended(head: Head, first: u32, attended: Attended) {
  let rows = scaled(attended.sum, to_slots(1 / attended.total));
  let t = slots(head, first);
  store_out_row(head, t[0], in_slot(rows, 0));
  store_out_row(head, t[1], in_slot(rows, 1));
  store_out_row(head, t[2], in_slot(rows, 2));
  store_out_row(head, t[3], in_slot(rows, 3));
  if t[0] < sizes.context {
    log_sum_exp[at_statistic(head, t[0], sizes)] = attended.highest + log(attended.total);
  }
}

fn scaled_queries(head: Head, t: u32) -> Rows {
  return scaled(qkv_rows(head, t, 0, sizes), vec4f(sizes.scale));
}

fn attend(head: Head, t: u32) {
  let near_queries = scaled_queries(head, t);
  let far_queries = scaled_queries(head, t + 4);
  var near = Attended(Rows(), LOWEST, 0);
  var far = near;
  for (var s = 0u; s < t + 8; s += 4) {
    let keys = qkv_rows(head, s, 1, sizes);
    let values = qkv_rows(head, s, 2, sizes);
    near = plus_values(near, causal_scores(head, keys, s, near_queries, t), values);
    far = plus_values(far, causal_scores(head, keys, s, far_queries, t + 4), values);
  }
  store_attended(head, t, near);
  store_attended(head, t + 4, far);
}

@compute @workgroup_size(4)
fn forward(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) grid: vec3u,
  @builtin(subgroup_invocation_id) lane: u32,
) {
  let index = group.y * grid.x + group.x;
  let octets = (sizes.context + 7) / 8;
  if index < sizes.batch * sizes.heads * octets {
    attend(head_of(index / octets, group.z, lane, sizes), index % octets * 8);
  }
}

fn turned_back(pair: vec2f, turn: vec2f) -> vec2f {
  return vec2f(pair.x * turn.x + pair.y * turn.y, pair.y * turn.x - pair.x * turn.y);
}

// Stores rows of d_qkv.
struct Target {
  block: u32,
  turn: bool,
}

fn store_d_qkv_pair(head: Head, t: u32, to: Target, pair: u32, value: vec2f) {
  if !inside(pair) {
    return;
  }
  let at = at_qkv(head, t, to.block, back_sizes) + pair;
  if TURN_BACK && to.turn {
    d_qkv[at] = turned_back(value, turns[t * HEAD_PAIRS + pair]);
  } else {
    d_qkv[at] = value;
  }
}

fn store_d_qkv_numbers(head: Head, t: u32, to: Target, pair: u32, numbers: Numbers) {
  store_d_qkv_pair(head, t, to, pair, numbers.xy);
  if LANE_PAIRS > 1 {
    store_d_qkv_pair(head, t, to, pair + 1, second_pair(numbers));
  }
}

fn store_d_qkv_row(head: Head, t: u32, to: Target, row: Row) {
  if t >= back_sizes.context {
    return;
  }
  store_d_qkv_numbers(head, t, to, LANE_PAIRS * head.lane, row.a);
  if SLICES > 1 {
    store_d_qkv_numbers(head, t, to, LANE_PAIRS * head.lane + 8, row.b);
  }
  if SLICES > 2 {
    store_d_qkv_numbers(head, t, to, LANE_PAIRS * head.lane + 16, row.c);
  }
  if SLICES > 3 {
    store_d_qkv_numbers(head, t, to, LANE_PAIRS * head.lane + 24, row.d);
  }
}

fn store_d_qkv_rows(head: Head, first: u32, to: Target, rows: Rows) {
  let t = slots(head, first);
  store_d_qkv_row(head, t[0], to, in_slot(rows, 0));
  store_d_qkv_row(head, t[1], to, in_slot(rows, 1));
  store_d_qkv_row(head, t[2], to, in_slot(rows, 2));
  store_d_qkv_row(head, t[3], to, in_slot(rows, 3));
}

struct Queries {
  q: Rows,
  d_out: Rows,
  normalizer: f32, // log_sum_exp of row c
  delta: f32, // of row c
}

fn queries_from(head: Head, t: u32) -> Queries {
  let at = at_statistic(head, t + head.lane, back_sizes);
  return Queries(qkv_rows(head, t, 0, back_sizes), d_out_rows(head, t), back_log_sum_exp[at], delta[at]);
}

struct Keys {
  k: Rows, // times 1 / √D; gradients are not scaled
  v: Rows,
}

fn keys_from(head: Head, s: u32) -> Keys {
  let k = scaled(qkv_rows(head, s, 1, back_sizes), vec4f(back_sizes.scale));
  return Keys(k, qkv_rows(head, s, 2, back_sizes));
}

// For query c, by the slots of keys.
struct Weights {
  p: vec4f,
  d_score: vec4f,
}

// Both are zero for a key after the query.
fn weights_of(head: Head, queries: Queries, t: u32, keys: Keys, s: u32) -> Weights {
  let query = t + head.lane;
  let seen = (slots(head, s) <= vec4u(query)) & vec4<bool>(query < back_sizes.context);
  let p = exp(select(vec4f(LOWEST), products(queries.q, keys.k) - queries.normalizer, seen));
  return Weights(p, p * (products(queries.d_out, keys.v) - queries.delta));
}

fn plus_queries(sum: Keys, queries: Queries, weights: Weights) -> Keys {
  return Keys(plus(sum.k, queries.q, weights.d_score), plus(sum.v, queries.d_out, weights.p));
}

fn store_keys(head: Head, s: u32, sum: Keys) {
  store_d_qkv_rows(head, s, Target(1, true), scaled(sum.k, vec4f(back_sizes.scale)));
  store_d_qkv_rows(head, s, Target(2, false), sum.v);
}

// Gradients of the eight keys from `s` on, with all queries from `s` on. The first eight of these queries see no later
// keys, so their d_q is complete after this.
fn backward_keys(head: Head, s: u32) {
  let near = keys_from(head, s);
  let far = keys_from(head, s + 4);
  var d_near = Keys();
  var d_far = Keys();
  for (var t = s; t < back_sizes.context; t += 4) {
    let queries = queries_from(head, t);
    let near_weights = weights_of(head, queries, t, near, s);
    let far_weights = weights_of(head, queries, t, far, s + 4);
    d_near = plus_queries(d_near, queries, near_weights);
    d_far = plus_queries(d_far, queries, far_weights);
    var d_q = Rows();
    if s > 0 {
      d_q = d_q_rows(head, t);
    }
    d_q = plus(d_q, near.k, transposed(near_weights.d_score));
    d_q = plus(d_q, far.k, transposed(far_weights.d_score));
    store_d_qkv_rows(head, t, Target(0, t < s + 8), d_q);
  }
  store_keys(head, s, d_near);
  store_keys(head, s + 4, d_far);
}

// Each lane writes numbers that only the same lane reads.
fn fill_deltas(head: Head) {
  for (var t = head.lane; t < back_sizes.context; t += 4) {
    let at = at_out(head, t, back_sizes);
    var sum = 0.0;
    for (var pair = 0u; pair < HEAD_PAIRS; pair++) {
      sum += dot(d_out[at + pair], back_out[at + pair]);
    }
    delta[at_statistic(head, t, back_sizes)] = sum;
  }
}

@compute @workgroup_size(4)
fn backward(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) grid: vec3u,
  @builtin(subgroup_invocation_id) lane: u32,
) {
  let index = group.y * grid.x + group.x;
  if index >= back_sizes.batch * back_sizes.heads {
    return;
  }
  let head = head_of(index, group.z, lane, back_sizes);
  fill_deltas(head);
  for (var s = 0u; s < back_sizes.context; s += 8) {
    backward_keys(head, s);
  }
}

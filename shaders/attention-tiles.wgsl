// Causal attention as in attention.wgsl, for GPUs: a workgroup is 64 queries or keys of one head, an invocation each, and
// the rows that they meet pass by in tiles of 16 in workgroup memory. Tiles past the diagonal are not loaded. A head is
// held in fours of numbers, filled up with zeros; loops over it have constant bounds, so that a GPU's compiler unrolls
// them and keeps the arrays in registers.
//
//   forward    out and log_sum_exp in one pass with a running maximum. Grid: B · H · ⌈T/64⌉ workgroups in x and on in y,
//              z over lanes
//   backward   d_q in the first third of the workgroups, d_k in the second, d_v in the last, from
//              delta_t = d_out_t · out_t; d_q and d_k are turned back by their positions where TURN_BACK.
//              Grid: three times as many

override HEAD_PAIRS: u32 = 4; // D / 2, 2 to 32
override FOURS: u32 = (HEAD_PAIRS + 1) / 2;
override TURN_BACK: bool = false;

struct Sizes {
  batch: u32,
  context: u32, // up to 512
  heads: u32,
  scale: f32, // 1 / √D
}

const LOWEST = -1.0e30; // stands for −∞, which compilers may assume away
const TILE = 16u;

@group(0) @binding(0) var<storage, read> qkv: array<vec2f>; // [R, B, T, 3C], in blocks q | k | v
@group(0) @binding(1) var<storage, read_write> out: array<vec2f>; // [R, B, T, C]
@group(0) @binding(2) var<storage, read_write> log_sum_exp: array<f32>; // [R, B, H, T]
@group(0) @binding(3) var<uniform> sizes: Sizes;

@group(0) @binding(1) var<storage, read> back_log_sum_exp: array<f32>; // log_sum_exp: [R, B, H, T]
@group(0) @binding(2) var<storage, read> d_out: array<vec2f>; // [R, B, T, C]
@group(0) @binding(3) var<storage, read> back_out: array<vec2f>; // out: [R, B, T, C]
@group(0) @binding(4) var<storage, read> turns: array<vec2f>; // [T, D/2] cosine and sine; any buffer without TURN_BACK
@group(0) @binding(5) var<storage, read_write> d_qkv: array<vec2f>; // [R, B, T, 3C]
@group(0) @binding(6) var<uniform> back_sizes: Sizes;

// Rows that pass by: keys and values, or queries and their gradients.
var<workgroup> tile_x: array<vec4f, 256>;
var<workgroup> tile_y: array<vec4f, 256>;

// log_sum_exp and delta, by query.
var<workgroup> statistics: array<vec2f, 512>;

alias Row = array<vec4f, 16>;

// What the rows of a workgroup are.
const QUERY = 0u;
const KEY = 1u;
const VALUE = 2u;

// 64 rows of one head.
struct Block {
  role: u32,
  b: u32, // over all lanes
  h: u32,
  first: u32, // behind the last workgroup, the end of the context
}

fn block_of(group: vec3u, grid: vec3u, shape: Sizes) -> Block {
  let blocks = (shape.context + 63) / 64;
  let heads = shape.batch * shape.heads;
  let index = group.y * grid.x + group.x;
  let head = index / blocks % heads;
  let role = index / (blocks * heads);
  let first = select(shape.context, index % blocks * 64, role <= VALUE);
  return Block(role, group.z * shape.batch + head / shape.heads, head % shape.heads, first);
}

// Offsets of rows are in pairs of numbers.
fn at_out(block: Block, t: u32, shape: Sizes) -> u32 {
  return ((block.b * shape.context + t) * shape.heads + block.h) * HEAD_PAIRS;
}

// part: 0 for q, 1 for k, 2 for v.
fn at_qkv(block: Block, t: u32, part: u32, shape: Sizes) -> u32 {
  return (((block.b * shape.context + t) * 3 + part) * shape.heads + block.h) * HEAD_PAIRS;
}

fn at_statistic(block: Block, t: u32, shape: Sizes) -> u32 {
  return (block.b * shape.heads + block.h) * shape.context + t;
}

fn qkv_four(at: u32, four: u32) -> vec4f {
  if 2 * four + 1 < HEAD_PAIRS {
    return vec4f(qkv[at + 2 * four], qkv[at + 2 * four + 1]);
  }
  return vec4f(qkv[at + 2 * four], 0, 0);
}

fn d_out_four(at: u32, four: u32) -> vec4f {
  if 2 * four + 1 < HEAD_PAIRS {
    return vec4f(d_out[at + 2 * four], d_out[at + 2 * four + 1]);
  }
  return vec4f(d_out[at + 2 * four], 0, 0);
}

fn qkv_row(at: u32) -> Row {
  var row = Row();
  for (var four = 0u; four < FOURS; four++) {
    row[four] = qkv_four(at, four);
  }
  return row;
}

fn d_out_row(at: u32) -> Row {
  var row = Row();
  for (var four = 0u; four < FOURS; four++) {
    row[four] = d_out_four(at, four);
  }
  return row;
}

fn product_x(row: ptr<function, Row>, tile_row: u32) -> f32 {
  var sum = vec4f(0);
  for (var four = 0u; four < FOURS; four++) {
    sum += (*row)[four] * tile_x[tile_row * FOURS + four];
  }
  return dot(sum, vec4f(1));
}

fn product_y(row: ptr<function, Row>, tile_row: u32) -> f32 {
  var sum = vec4f(0);
  for (var four = 0u; four < FOURS; four++) {
    sum += (*row)[four] * tile_y[tile_row * FOURS + four];
  }
  return dot(sum, vec4f(1));
}

fn add_x(sum: ptr<function, Row>, weight: f32, tile_row: u32) {
  for (var four = 0u; four < FOURS; four++) {
    (*sum)[four] += weight * tile_x[tile_row * FOURS + four];
  }
}

fn add_y(sum: ptr<function, Row>, weight: f32, tile_row: u32) {
  for (var four = 0u; four < FOURS; four++) {
    (*sum)[four] += weight * tile_y[tile_row * FOURS + four];
  }
}

fn scale_and_add_y(sum: ptr<function, Row>, shrink: f32, weight: f32, tile_row: u32) {
  for (var four = 0u; four < FOURS; four++) {
    (*sum)[four] = (*sum)[four] * shrink + weight * tile_y[tile_row * FOURS + four];
  }
}

// Keys and values from row `first` on, as many as there are.
fn load_keys(block: Block, first: u32, invocation: u32, shape: Sizes) {
  let count = min(TILE, shape.context - first) * FOURS;
  for (var i = invocation; i < count; i += 64) {
    let row = first + i / FOURS;
    tile_x[i] = qkv_four(at_qkv(block, row, 1, shape), i % FOURS);
    tile_y[i] = qkv_four(at_qkv(block, row, 2, shape), i % FOURS);
  }
}

fn load_queries(block: Block, first: u32, invocation: u32) {
  let count = min(TILE, back_sizes.context - first) * FOURS;
  for (var i = invocation; i < count; i += 64) {
    let row = first + i / FOURS;
    tile_x[i] = qkv_four(at_qkv(block, row, 0, back_sizes), i % FOURS);
    tile_y[i] = d_out_four(at_out(block, row, back_sizes), i % FOURS);
  }
}

fn store_out(at: u32, sum: ptr<function, Row>, by: f32) {
  for (var pair = 0u; pair < HEAD_PAIRS; pair += 2) {
    let four = (*sum)[pair / 2] * by;
    out[at + pair] = four.xy;
    if pair + 1 < HEAD_PAIRS {
      out[at + pair + 1] = four.zw;
    }
  }
}

@compute @workgroup_size(64)
fn forward(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) grid: vec3u,
  @builtin(local_invocation_index) invocation: u32,
) {
  let block = block_of(group, grid, sizes);
  let t = block.first + invocation;
  let end = min(block.first + 64, sizes.context);
  var q = qkv_row(at_qkv(block, min(t, sizes.context - 1), 0, sizes));
  var sum = Row();
  var highest = LOWEST;
  var total = 0.0;
  for (var first = 0u; first < end; first += TILE) {
    workgroupBarrier();
    load_keys(block, first, invocation, sizes);
    workgroupBarrier();
    for (var s = first; s < min(first + TILE, min(t + 1, end)); s++) {
      let score = product_x(&q, s - first) * sizes.scale;
      let raised = max(highest, score);
      let shrink = exp(highest - raised);
      let weight = exp(score - raised);
      scale_and_add_y(&sum, shrink, weight, s - first);
      total = total * shrink + weight;
      highest = raised;
    }
  }
  if t < end {
    store_out(at_out(block, t, sizes), &sum, 1 / total);
    log_sum_exp[at_statistic(block, t, sizes)] = highest + log(total);
  }
}

fn fill_statistics(block: Block, end: u32, invocation: u32) {
  for (var t = block.first + invocation; t < end; t += 64) {
    let at = at_out(block, t, back_sizes);
    var delta = 0.0;
    for (var pair = 0u; pair < HEAD_PAIRS; pair++) {
      delta += dot(d_out[at + pair], back_out[at + pair]);
    }
    statistics[t] = vec2f(back_log_sum_exp[at_statistic(block, t, back_sizes)], delta);
  }
}

fn turned_back(pair: vec2f, turn: vec2f) -> vec2f {
  return vec2f(pair.x * turn.x + pair.y * turn.y, pair.y * turn.x - pair.x * turn.y);
}

fn store_d_qkv_pair(block: Block, t: u32, pair: u32, value: vec2f) {
  let at = at_qkv(block, t, block.role, back_sizes) + pair;
  if TURN_BACK && block.role != VALUE {
    d_qkv[at] = turned_back(value, turns[t * HEAD_PAIRS + pair]);
  } else {
    d_qkv[at] = value;
  }
}

fn store_d_qkv(block: Block, t: u32, sum: ptr<function, Row>) {
  let by = select(back_sizes.scale, 1.0, block.role == VALUE);
  for (var pair = 0u; pair < HEAD_PAIRS; pair += 2) {
    let four = (*sum)[pair / 2] * by;
    store_d_qkv_pair(block, t, pair, four.xy);
    if pair + 1 < HEAD_PAIRS {
      store_d_qkv_pair(block, t, pair + 1, four.zw);
    }
  }
}

fn d_query(block: Block, t: u32, end: u32, invocation: u32) -> Row {
  let row = min(t, back_sizes.context - 1);
  var q = qkv_row(at_qkv(block, row, 0, back_sizes));
  var d_o = d_out_row(at_out(block, row, back_sizes));
  var sum = Row();
  for (var first = 0u; first < end; first += TILE) {
    workgroupBarrier();
    load_keys(block, first, invocation, back_sizes);
    workgroupBarrier();
    for (var s = first; s < min(first + TILE, min(t + 1, end)); s++) {
      let p = exp(product_x(&q, s - first) * back_sizes.scale - statistics[row].x);
      add_x(&sum, p * (product_y(&d_o, s - first) - statistics[row].y), s - first);
    }
  }
  return sum;
}

fn d_key(block: Block, s: u32, invocation: u32) -> Row {
  let row = min(s, back_sizes.context - 1);
  var k = qkv_row(at_qkv(block, row, 1, back_sizes));
  var v = qkv_row(at_qkv(block, row, 2, back_sizes));
  var sum = Row();
  for (var first = block.first; first < back_sizes.context; first += TILE) {
    workgroupBarrier();
    load_queries(block, first, invocation);
    workgroupBarrier();
    for (var t = max(first, s); t < min(first + TILE, back_sizes.context); t++) {
      let p = exp(product_x(&k, t - first) * back_sizes.scale - statistics[t].x);
      add_x(&sum, p * (product_y(&v, t - first) - statistics[t].y), t - first);
    }
  }
  return sum;
}

fn d_value(block: Block, s: u32, invocation: u32) -> Row {
  var k = qkv_row(at_qkv(block, min(s, back_sizes.context - 1), 1, back_sizes));
  var sum = Row();
  for (var first = block.first; first < back_sizes.context; first += TILE) {
    workgroupBarrier();
    load_queries(block, first, invocation);
    workgroupBarrier();
    for (var t = max(first, s); t < min(first + TILE, back_sizes.context); t++) {
      add_y(&sum, exp(product_x(&k, t - first) * back_sizes.scale - statistics[t].x), t - first);
    }
  }
  return sum;
}

@compute @workgroup_size(64)
fn backward(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) grid: vec3u,
  @builtin(local_invocation_index) invocation: u32,
) {
  let block = block_of(group, grid, back_sizes);
  let t = block.first + invocation;
  let end = min(block.first + 64, back_sizes.context);
  fill_statistics(block, select(back_sizes.context, end, block.role == QUERY), invocation);
  var sum = Row();
  if block.role == QUERY {
    sum = d_query(block, t, end, invocation);
  } else if block.role == KEY {
    sum = d_key(block, t, invocation);
  } else {
    sum = d_value(block, t, invocation);
  }
  if t < end {
    store_d_qkv(block, t, &sum);
  }
}

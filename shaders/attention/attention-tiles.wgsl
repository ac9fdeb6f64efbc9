// Causal attention as in attention.wgsl, for GPUs. A workgroup owns some queries or keys of one head. Four invocations share
// each of these own rows; the other rows are loaded in tiles in workgroup memory, one tile after another. Each sharer reads
// every fourth of these rows, four at a time, so that a GPU can compute while it waits for loads. At the end the shares are
// merged in a fixed order. An invocation has two own rows if the head is small enough for its registers. It mostly waits
// for workgroup memory, and each read then serves both rows. Tiles beyond the diagonal are not loaded. attention-rows.wgsl
// loads and stores rows. Loops over a head's fours have constant bounds, so that its arrays stay in registers.
//
//   forward    out and log_sum_exp in one pass with a running maximum. Grid: B · H · ⌈T/ROWS⌉ workgroups in x, continued in y,
//              z over lanes
//   backward   d_q in the first third of the workgroups, d_k in the second, d_v in the last, from
//              delta_t = d_out_t · out_t; with TURN_BACK, d_q and d_k are rotated back by their positions.
//              Grid: three times as many

const LOWEST = -1.0e30; // replaces −∞, because compilers may assume that no number is infinite
const SHARERS = 4u;
const TEAMS = 16u; // groups of four sharers
override ROWS: u32 = 32; // TEAMS or twice as many
override TWO: bool = ROWS > TEAMS; // an invocation owns a row and the row TEAMS further on
override OWN: u32 = ROWS / TEAMS;

// A tile is read in batches of four rows for each sharer.
const BATCH = 16u;
override BATCHES: u32 = select(1u, 2u, FOURS <= 8);
override TILE: u32 = BATCH * BATCHES;
override STRIDE: u32 = FOURS + 1; // of a tile's rows: rows that are read together lie in different banks

// The other rows of a tile: keys and values, or queries and their gradients.
var<workgroup> tile_x: array<vec4f, TILE * STRIDE>;
var<workgroup> tile_y: array<vec4f, TILE * STRIDE>;

// log_sum_exp and delta of the queries of a tile, and the terms of the deltas.
var<workgroup> statistics: array<vec2f, TILE>;
var<workgroup> delta_parts: array<f32, TILE * FOURS>;

// The shares of the rows' sums: [four of a round][invocation].
var<workgroup> shares: array<vec4f, 256>;

// An invocation's own rows, one after the other.
alias Rows = array<vec4f, 16>;

// ROWS rows of one head.
struct Block {
  role: u32, // QUERY, KEY or VALUE
  head: Head,
  first: u32, // the end of the context, beyond the last workgroup
}

fn block_of(group: vec3u, grid: vec3u, shape: Sizes) -> Block {
  let blocks = (shape.context + ROWS - 1) / ROWS;
  let heads = shape.batch * shape.heads;
  let index = group.y * grid.x + group.x;
  let head = index / blocks % heads;
  let role = index / (blocks * heads);
  let first = select(shape.context, index % blocks * ROWS, role <= VALUE);
  return Block(role, Head(group.z * shape.batch + head / shape.heads, head % shape.heads), first);
}

// The invocation's own positions; the second is used only with TWO.
fn own_positions(block: Block, invocation: u32) -> vec2u {
  let t = block.first + invocation / SHARERS;
  return vec2u(t, t + TEAMS);
}

// The own rows of a part of qkv, if they lie within the context.
fn qkv_rows(block: Block, t: vec2u, part: u32, shape: Sizes) -> Rows {
  let at_1 = at_qkv(block.head, min(t.x, shape.context - 1), part, shape);
  let at_2 = at_qkv(block.head, min(t.y, shape.context - 1), part, shape);
  var rows = Rows();
  for (var four = 0u; four < FOURS; four++) {
    rows[four] = qkv_four(at_1, four);
    if TWO {
      rows[FOURS + four] = qkv_four(at_2, four);
    }
  }
  return rows;
}

fn d_out_rows(block: Block, rows: vec2u) -> Rows {
  let at_1 = at_out(block.head, rows.x, back_sizes);
  let at_2 = at_out(block.head, rows.y, back_sizes);
  var own = Rows();
  for (var four = 0u; four < FOURS; four++) {
    own[four] = d_out_four(at_1, four);
    if TWO {
      own[FOURS + four] = d_out_four(at_2, four);
    }
  }
  return own;
}

// The four rows of a batch that a sharer reads, from its first.
fn four_from(first: u32) -> vec4u {
  return first + vec4u(0, SHARERS, 2 * SHARERS, 3 * SHARERS);
}

// Products of own rows with a batch's four rows of the tile, by own row. The remainders, here and below, change no value.
// They show the compiler that every index is within its array, so that it omits the bounds checks.
fn products_x(rows: ptr<function, Rows>, batch: u32, share: u32) -> mat2x4f {
  let at = (batch % BATCHES * BATCH + share % SHARERS) * STRIDE;
  var sums_1 = mat4x4f();
  var sums_2 = mat4x4f();
  for (var four = 0u; four < FOURS; four++) {
    let met = mat4x4f(
      tile_x[at + four],
      tile_x[at + SHARERS * STRIDE + four],
      tile_x[at + 2 * SHARERS * STRIDE + four],
      tile_x[at + 3 * SHARERS * STRIDE + four],
    );
    sums_1 += scaled(met, (*rows)[four]);
    if TWO {
      sums_2 += scaled(met, (*rows)[FOURS + four]);
    }
  }
  return mat2x4f(vec4f(1) * sums_1, vec4f(1) * sums_2);
}

fn products_y(rows: ptr<function, Rows>, batch: u32, share: u32) -> mat2x4f {
  let at = (batch % BATCHES * BATCH + share % SHARERS) * STRIDE;
  var sums_1 = mat4x4f();
  var sums_2 = mat4x4f();
  for (var four = 0u; four < FOURS; four++) {
    let met = mat4x4f(
      tile_y[at + four],
      tile_y[at + SHARERS * STRIDE + four],
      tile_y[at + 2 * SHARERS * STRIDE + four],
      tile_y[at + 3 * SHARERS * STRIDE + four],
    );
    sums_1 += scaled(met, (*rows)[four]);
    if TWO {
      sums_2 += scaled(met, (*rows)[FOURS + four]);
    }
  }
  return mat2x4f(vec4f(1) * sums_1, vec4f(1) * sums_2);
}

fn scaled(met: mat4x4f, four: vec4f) -> mat4x4f {
  return mat4x4f(met[0] * four, met[1] * four, met[2] * four, met[3] * four);
}

// Adds a batch's four rows of the tile, times their weights, to each own row.
fn add_x(sum: ptr<function, Rows>, weights: mat2x4f, batch: u32, share: u32) {
  let at = (batch % BATCHES * BATCH + share % SHARERS) * STRIDE;
  for (var four = 0u; four < FOURS; four++) {
    let met = mat4x4f(
      tile_x[at + four],
      tile_x[at + SHARERS * STRIDE + four],
      tile_x[at + 2 * SHARERS * STRIDE + four],
      tile_x[at + 3 * SHARERS * STRIDE + four],
    );
    (*sum)[four] += met * weights[0];
    if TWO {
      (*sum)[FOURS + four] += met * weights[1];
    }
  }
}

// The same, but added to sum · shrink.
fn add_y(sum: ptr<function, Rows>, shrink: vec2f, weights: mat2x4f, batch: u32, share: u32) {
  let at = (batch % BATCHES * BATCH + share % SHARERS) * STRIDE;
  for (var four = 0u; four < FOURS; four++) {
    let met = mat4x4f(
      tile_y[at + four],
      tile_y[at + SHARERS * STRIDE + four],
      tile_y[at + 2 * SHARERS * STRIDE + four],
      tile_y[at + 3 * SHARERS * STRIDE + four],
    );
    (*sum)[four] = (*sum)[four] * shrink.x + met * weights[0];
    if TWO {
      (*sum)[FOURS + four] = (*sum)[FOURS + four] * shrink.y + met * weights[1];
    }
  }
}

// Loads keys and values from row `first` on, up to the end of the context.
fn load_keys(block: Block, first: u32, invocation: u32, shape: Sizes) {
  let count = min(TILE, shape.context - first) * FOURS;
  for (var i = invocation; i < count; i += 64) {
    let row = i / FOURS % TILE;
    let four = i % FOURS;
    tile_x[row * STRIDE + four] = qkv_four(at_qkv(block.head, first + row, KEY, shape), four);
    tile_y[row * STRIDE + four] = qkv_four(at_qkv(block.head, first + row, VALUE, shape), four);
  }
}

// Loads queries and their gradients from row `first` on, with log_sum_exp, and with delta except for values.
fn load_queries(block: Block, first: u32, invocation: u32) {
  let rows = min(TILE, back_sizes.context - first);
  for (var i = invocation; i < rows * FOURS; i += 64) {
    let row = i / FOURS % TILE;
    let four = i % FOURS;
    let at = at_out(block.head, first + row, back_sizes);
    let d_o = d_out_four(at, four);
    tile_x[row * STRIDE + four] = qkv_four(at_qkv(block.head, first + row, QUERY, back_sizes), four);
    tile_y[row * STRIDE + four] = d_o;
    if block.role == KEY {
      delta_parts[row * FOURS + four] = dot(d_o, out_four(at, four));
    }
  }
  workgroupBarrier();
  if invocation < rows {
    let row = invocation % TILE;
    var delta = 0.0;
    for (var four = 0u; four < FOURS; four++) {
      delta += delta_parts[row * FOURS + four];
    }
    statistics[row] = vec2f(back_log_sum_exp[at_statistic(block.head, first + row, back_sizes)], delta);
  }
}

// The shares of all four sharers of the invocation's rows: one column per sharer.
fn of_sharers(invocation: u32, part: vec2f) -> mat4x2f {
  workgroupBarrier();
  shares[invocation % 64] = vec4f(part, 0, 0);
  workgroupBarrier();
  let first = invocation / SHARERS % TEAMS * SHARERS;
  return mat4x2f(shares[first].xy, shares[first + 1].xy, shares[first + 2].xy, shares[first + 3].xy);
}

// The sum over the sharers of one four of own rows, among the fours round … round+3: the one that this invocation stores.
// Callers pass a constant round, because an array stays in registers only if its indices are constant.
fn merged_four(sum: ptr<function, Rows>, round: u32, invocation: u32) -> vec4f {
  workgroupBarrier();
  for (var i = 0u; i < SHARERS; i++) {
    shares[i * 64 + invocation % 64] = (*sum)[round + i];
  }
  workgroupBarrier();
  let at = invocation % SHARERS * 64 + invocation / SHARERS % TEAMS * SHARERS;
  return (shares[at] + shares[at + 1]) + (shares[at + 2] + shares[at + 3]);
}

@compute @workgroup_size(64)
fn forward(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) grid: vec3u,
  @builtin(local_invocation_index) invocation: u32,
) {
  let block = block_of(group, grid, sizes);
  let t = own_positions(block, invocation);
  let last = select(t.x, t.y, TWO);
  let share = invocation % SHARERS;
  let end = min(block.first + ROWS, sizes.context);
  var q = qkv_rows(block, t, QUERY, sizes);
  var sum = Rows();
  var highest = vec2f(LOWEST);
  var total = vec2f();
  for (var first = 0u; first < end; first += TILE) {
    workgroupBarrier();
    load_keys(block, first, invocation, sizes);
    workgroupBarrier();
    for (var batch = 0u; batch < BATCHES && first + batch * BATCH <= last; batch++) {
      let s = four_from(first + batch * BATCH + share);
      let scores = products_x(&q, batch, share) * sizes.scale;
      let scores_1 = select(vec4f(LOWEST), scores[0], s <= vec4u(t.x));
      let scores_2 = select(vec4f(LOWEST), scores[1], s <= vec4u(t.y));
      let raised = max(highest, vec2f(largest(scores_1), largest(scores_2)));
      let shrink = exp(highest - raised);
      var weights = mat2x4f();
      weights[0] = select(vec4f(), exp(scores_1 - raised.x), s <= vec4u(t.x));
      if TWO {
        weights[1] = select(vec4f(), exp(scores_2 - raised.y), s <= vec4u(t.y));
      }
      add_y(&sum, shrink, weights, batch, share);
      total = total * shrink + vec4f(1) * weights;
      highest = raised;
    }
  }
  let all_highest = of_sharers(invocation, highest);
  let row_highest = max(max(all_highest[0], all_highest[1]), max(all_highest[2], all_highest[3]));
  let shrink = exp(highest - row_highest);
  let row_total = of_sharers(invocation, total * shrink) * vec4f(1);
  for (var four = 0u; four < FOURS; four++) {
    sum[four] *= shrink.x / row_total.x;
    if TWO {
      sum[FOURS + four] *= shrink.y / row_total.y;
    }
  }
  store_out(block, t, share, merged_four(&sum, 0, invocation));
  if OWN * FOURS > 4 {
    store_out(block, t, 4 + share, merged_four(&sum, 4, invocation));
  }
  if OWN * FOURS > 8 {
    store_out(block, t, 8 + share, merged_four(&sum, 8, invocation));
  }
  if OWN * FOURS > 12 {
    store_out(block, t, 12 + share, merged_four(&sum, 12, invocation));
  }
  if share < OWN {
    let row = select(t.x, t.y, share > 0);
    if row < sizes.context {
      let kept = row_highest + log(row_total);
      log_sum_exp[at_statistic(block.head, row, sizes)] = select(kept.x, kept.y, share > 0);
    }
  }
}

// Stores one four of own rows; `place` counts fours from the start of the first row.
fn store_out(block: Block, t: vec2u, place: u32, merged: vec4f) {
  let row = select(t.x, t.y, place >= FOURS);
  if place < OWN * FOURS && row < sizes.context {
    let four = place % FOURS;
    let at = at_out(block.head, row, sizes) + 2 * four;
    out[at] = merged.xy;
    if 2 * four + 1 < HEAD_PAIRS {
      out[at + 1] = merged.zw;
    }
  }
}

fn largest(four: vec4f) -> f32 {
  let pair = max(four.xy, four.zw);
  return max(pair.x, pair.y);
}

fn store_d_qkv(block: Block, t: vec2u, place: u32, merged: vec4f) {
  let row = select(t.x, t.y, place >= FOURS);
  if place < OWN * FOURS && row < back_sizes.context {
    store_d_qkv_four(block.head, row, block.role, place % FOURS, merged);
  }
}

// delta of the own queries.
fn own_deltas(block: Block, rows: vec2u, invocation: u32) -> vec2f {
  let at_1 = at_out(block.head, rows.x, back_sizes);
  let at_2 = at_out(block.head, rows.y, back_sizes);
  var parts = vec2f();
  for (var four = invocation % SHARERS; four < FOURS; four += SHARERS) {
    parts.x += dot(d_out_four(at_1, four), out_four(at_1, four));
    if TWO {
      parts.y += dot(d_out_four(at_2, four), out_four(at_2, four));
    }
  }
  return of_sharers(invocation, parts) * vec4f(1);
}

fn d_query(block: Block, t: vec2u, end: u32, invocation: u32) -> Rows {
  let share = invocation % SHARERS;
  let rows = min(t, vec2u(back_sizes.context - 1));
  let last = select(rows.x, rows.y, TWO);
  var q = qkv_rows(block, t, QUERY, back_sizes);
  var d_o = d_out_rows(block, rows);
  let kept_1 = back_log_sum_exp[at_statistic(block.head, rows.x, back_sizes)];
  let kept_2 = back_log_sum_exp[at_statistic(block.head, rows.y, back_sizes)];
  let delta = own_deltas(block, rows, invocation);
  var sum = Rows();
  for (var first = 0u; first < end; first += TILE) {
    workgroupBarrier();
    load_keys(block, first, invocation, back_sizes);
    workgroupBarrier();
    for (var batch = 0u; batch < BATCHES && first + batch * BATCH <= last; batch++) {
      let s = four_from(first + batch * BATCH + share);
      let scores = products_x(&q, batch, share) * back_sizes.scale;
      let slopes = products_y(&d_o, batch, share);
      var weights = mat2x4f();
      weights[0] = select(vec4f(), exp(scores[0] - kept_1) * (slopes[0] - delta.x), s <= vec4u(rows.x));
      if TWO {
        weights[1] = select(vec4f(), exp(scores[1] - kept_2) * (slopes[1] - delta.y), s <= vec4u(rows.y));
      }
      add_x(&sum, weights, batch, share);
    }
  }
  return sum;
}

// Probabilities of a sharer's four queries of a batch and the own keys at s, by own key.
fn seen(first: u32, batch: u32, share: u32, s: vec2u, scores: mat2x4f, kept: vec4f) -> mat2x4f {
  let t = four_from(first + batch * BATCH + share);
  let there = t < vec4u(back_sizes.context);
  var p = mat2x4f();
  p[0] = select(vec4f(), exp(scores[0] - kept), there & (t >= vec4u(s.x)));
  if TWO {
    p[1] = select(vec4f(), exp(scores[1] - kept), there & (t >= vec4u(s.y)));
  }
  return p;
}

// log_sum_exp, then delta, of a sharer's four queries of a batch.
fn statistics_of(batch: u32, share: u32) -> mat2x4f {
  let place = batch % BATCHES * BATCH + share % SHARERS;
  return transpose(
    mat4x2f(
      statistics[place],
      statistics[place + SHARERS],
      statistics[place + 2 * SHARERS],
      statistics[place + 3 * SHARERS],
    ),
  );
}

fn d_key(block: Block, s: vec2u, invocation: u32) -> Rows {
  let share = invocation % SHARERS;
  var k = qkv_rows(block, s, KEY, back_sizes);
  var v = qkv_rows(block, s, VALUE, back_sizes);
  var sum = Rows();
  for (var first = block.first; first < back_sizes.context; first += TILE) {
    workgroupBarrier();
    load_queries(block, first, invocation);
    workgroupBarrier();
    for (var batch = 0u; batch < BATCHES; batch++) {
      let kept = statistics_of(batch, share);
      let p = seen(first, batch, share, s, products_x(&k, batch, share) * back_sizes.scale, kept[0]);
      let slopes = products_y(&v, batch, share);
      add_x(&sum, mat2x4f(p[0] * (slopes[0] - kept[1]), p[1] * (slopes[1] - kept[1])), batch, share);
    }
  }
  return sum;
}

fn d_value(block: Block, s: vec2u, invocation: u32) -> Rows {
  let share = invocation % SHARERS;
  var k = qkv_rows(block, s, KEY, back_sizes);
  var sum = Rows();
  for (var first = block.first; first < back_sizes.context; first += TILE) {
    workgroupBarrier();
    load_queries(block, first, invocation);
    workgroupBarrier();
    for (var batch = 0u; batch < BATCHES; batch++) {
      let kept = statistics_of(batch, share)[0];
      let p = seen(first, batch, share, s, products_x(&k, batch, share) * back_sizes.scale, kept);
      add_y(&sum, vec2f(1), p, batch, share);
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
  let t = own_positions(block, invocation);
  let share = invocation % SHARERS;
  let end = min(block.first + ROWS, back_sizes.context);
  var sum = Rows();
  if block.role == QUERY {
    sum = d_query(block, t, end, invocation);
  } else if block.role == KEY {
    sum = d_key(block, t, invocation);
  } else {
    sum = d_value(block, t, invocation);
  }
  store_d_qkv(block, t, share, merged_four(&sum, 0, invocation));
  if OWN * FOURS > 4 {
    store_d_qkv(block, t, 4 + share, merged_four(&sum, 4, invocation));
  }
  if OWN * FOURS > 8 {
    store_d_qkv(block, t, 8 + share, merged_four(&sum, 8, invocation));
  }
  if OWN * FOURS > 12 {
    store_d_qkv(block, t, 12 + share, merged_four(&sum, 12, invocation));
  }
}

// The backward of causal attention as in attention.wgsl, for GPUs and heads that fit in workgroup memory: up to 64
// positions of 16 numbers. It computes each probability once; attention-tiles.wgsl computes it three times, for queries,
// keys and values. A workgroup waits once for the rows of its head. attention-rows.wgsl loads and stores rows.
//
//   backward   d_q, d_k and d_v from delta_t = d_out_t · out_t; with TURN_BACK, d_q and d_k are rotated back by their
//              positions. Grid: B · H workgroups in x, continued in y; z over lanes
//
// Positions are grouped in fours, too. First an invocation computes the probabilities p of four queries and four keys, and
// d_score = p · (d_out · v − delta): a 4×4 tile on or below the diagonal, tile i(i + 1)/2 + j for group i of queries and
// group j of keys. Then it sums four numbers of four rows of a gradient over the tiles of its positions.

const POSITIONS = 64u;
const MOST_FOURS = POSITIONS / 4;
const TILES = MOST_FOURS * (MOST_FOURS + 1) / 2;
const WORKGROUP = 192u; // one third for each of q, k and v
const GRADIENT = 4 * TILES; // start of d_score

// Queries, keys and gradients of out at all positions: [part][position][four].
var<workgroup> rows: array<vec4f, 3 * POSITIONS * FOURS>;

// Holds keys and values first, then p, then d_score. Keys and values: [part][number][four of positions]. p and d_score, by
// rows of the tiles: [row of four][tile].
var<workgroup> tiles: array<vec4f, 8 * TILES>;

var<workgroup> log_sums: array<f32, POSITIONS>;
var<workgroup> delta_parts: array<f32, POSITIONS * FOURS>;

// Starts of the parts of `rows`.
const QUERIES = 0u;
const KEYS = 1u;
const GRADIENTS = 2u;

// Four numbers of position t; zeros beyond the context.
fn qkv_there(head: Head, t: u32, part: u32, four: u32) -> vec4f {
  if t < back_sizes.context {
    return qkv_four(at_qkv(head, t, part, back_sizes), four);
  }
  return vec4f();
}

// The same for the four positions t … t+3: one column per position.
fn qkv_block(head: Head, t: u32, part: u32, four: u32) -> mat4x4f {
  return mat4x4f(
    qkv_there(head, t, part, four),
    qkv_there(head, t + 1, part, four),
    qkv_there(head, t + 2, part, four),
    qkv_there(head, t + 3, part, four),
  );
}

// Four numbers of each of the positions t … t+3: one column per position.
fn rows_from(part: u32, t: u32, four: u32) -> mat4x4f {
  let at = (part * POSITIONS + t) * FOURS + four;
  return mat4x4f(rows[at], rows[at + FOURS], rows[at + 2 * FOURS], rows[at + 3 * FOURS]);
}

fn keep_numbers(part: u32, place: u32, four: u32, block: mat4x4f) {
  let at = (part * FOURS + four) * 4 * MOST_FOURS + place;
  let numbers = transpose(block);
  tiles[at] = numbers[0];
  tiles[at + MOST_FOURS] = numbers[1];
  tiles[at + 2 * MOST_FOURS] = numbers[2];
  tiles[at + 3 * MOST_FOURS] = numbers[3];
}

// Four numbers of keys (0) or values (1) at four positions: one column per number.
fn numbers_of(part: u32, place: u32, four: u32) -> mat4x4f {
  let at = (part * FOURS + four) * 4 * MOST_FOURS + place;
  return mat4x4f(tiles[at], tiles[at + MOST_FOURS], tiles[at + 2 * MOST_FOURS], tiles[at + 3 * MOST_FOURS]);
}

// One third of the workgroup loads keys, one loads queries and values, one loads gradients, logSumExp and delta.
fn load(head: Head, role: u32, place: u32, four: u32) {
  if role == KEY {
    let keys = qkv_block(head, 4 * place, KEY, four);
    let at = (KEYS * POSITIONS + 4 * place) * FOURS + four;
    rows[at] = keys[0];
    rows[at + FOURS] = keys[1];
    rows[at + 2 * FOURS] = keys[2];
    rows[at + 3 * FOURS] = keys[3];
    keep_numbers(0, place, four, keys);
  } else if role == VALUE {
    keep_numbers(1, place, four, qkv_block(head, 4 * place, VALUE, four));
    for (var t = place; t < POSITIONS; t += MOST_FOURS) {
      rows[(QUERIES * POSITIONS + t) * FOURS + four] = qkv_there(head, t, QUERY, four);
    }
  } else {
    for (var t = place; t < POSITIONS; t += MOST_FOURS) {
      rows[(GRADIENTS * POSITIONS + t) * FOURS + four] = gradient_there(head, t, four);
    }
  }
}

// Loads the gradient of a position's out and keeps its logSumExp and delta.
fn gradient_there(head: Head, t: u32, four: u32) -> vec4f {
  if t >= back_sizes.context {
    return vec4f();
  }
  let at = at_out(head, t, back_sizes);
  let gradient = d_out_four(at, four);
  delta_parts[t * FOURS + four] = dot(gradient, out_four(at, four));
  if four == 0 {
    log_sums[t] = back_log_sum_exp[at_statistic(head, t, back_sizes)];
  }
  return gradient;
}

fn delta_of(t: u32) -> f32 {
  var delta = 0.0;
  for (var four = 0u; four < FOURS; four++) {
    delta += delta_parts[t * FOURS + four];
  }
  return delta;
}

// The first tile of group i of queries.
fn tiles_before(i: u32) -> u32 {
  return i * (i + 1) / 2;
}

// The group of queries of a tile. The half under the root protects against rounding.
fn queries_of(tile: u32) -> u32 {
  return u32((sqrt(8 * f32(tile) + 1.5) - 1) / 2);
}

// Unscaled scores of the tile's queries, one column per query; or d_out · v, for GRADIENTS and values.
fn products(part: u32, numbers: u32, i: u32, j: u32) -> mat4x4f {
  var sum = mat4x4f();
  for (var four = 0u; four < FOURS; four++) {
    sum += numbers_of(numbers, j, four) * rows_from(part, 4 * i, four);
  }
  return sum;
}

// p and d_score, from products.
fn keep_tile(tile: u32, i: u32, j: u32, scores: mat4x4f, slopes: mat4x4f) {
  let s = 4 * j + vec4u(0, 1, 2, 3);
  keep_row(tile, 4 * i, s, scores[0], slopes[0]);
  keep_row(tile + TILES, 4 * i + 1, s, scores[1], slopes[1]);
  keep_row(tile + 2 * TILES, 4 * i + 2, s, scores[2], slopes[2]);
  keep_row(tile + 3 * TILES, 4 * i + 3, s, scores[3], slopes[3]);
}

fn keep_row(at: u32, t: u32, s: vec4u, scores: vec4f, slopes: vec4f) {
  let there = vec4<bool>(t < back_sizes.context) & (s <= vec4u(t));
  let p = select(vec4f(), exp(scores * back_sizes.scale - log_sums[t]), there);
  tiles[at] = p;
  tiles[at + GRADIENT] = p * (slopes - delta_of(t));
}

fn tile_at(at: u32) -> mat4x4f {
  return mat4x4f(tiles[at], tiles[at + TILES], tiles[at + 2 * TILES], tiles[at + 3 * TILES]);
}

// Four numbers of rows 4 · place … 4 · place + 3 of a gradient: queries sum over the keys up to their position, keys and
// values over the queries from their position on.
fn gradient_of(role: u32, place: u32, four: u32) -> mat4x4f {
  var sum = mat4x4f();
  if role == QUERY {
    for (var j = 0u; j <= place; j++) {
      sum += rows_from(KEYS, 4 * j, four) * tile_at(GRADIENT + tiles_before(place) + j);
    }
    return sum;
  }
  let part = select(QUERIES, GRADIENTS, role == VALUE);
  let begin = select(GRADIENT, 0u, role == VALUE) + place;
  // Neighbouring invocations advance together, so that they read the same rows and adjacent tiles.
  for (var i = place / 8 * 8; 4 * i < back_sizes.context; i++) {
    if i >= place {
      sum += rows_from(part, 4 * i, four) * transpose(tile_at(begin + tiles_before(i)));
    }
  }
  return sum;
}

fn store_there(head: Head, t: u32, part: u32, four: u32, sum: vec4f) {
  if t < back_sizes.context {
    store_d_qkv_four(head, t, part, four, sum);
  }
}

@compute @workgroup_size(WORKGROUP)
fn backward(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) grid: vec3u,
  @builtin(local_invocation_index) invocation: u32,
) {
  let index = group.y * grid.x + group.x;
  let there = index < back_sizes.batch * back_sizes.heads;
  let head = Head(group.z * back_sizes.batch + index / back_sizes.heads, index % back_sizes.heads);
  let four = invocation % FOURS;
  let place = invocation / FOURS % MOST_FOURS;
  let role = invocation / (FOURS * MOST_FOURS);
  let busy = there && role <= VALUE;
  if busy {
    load(head, role, place, four);
  }
  workgroupBarrier();

  let i = queries_of(invocation);
  let j = invocation - tiles_before(i);
  let has_tile = there && invocation < TILES && 4 * i < back_sizes.context;
  var scores = mat4x4f();
  var slopes = mat4x4f();
  if has_tile {
    scores = products(QUERIES, 0, i, j);
    slopes = products(GRADIENTS, 1, i, j);
  }
  workgroupBarrier();
  if has_tile {
    keep_tile(invocation, i, j, scores, slopes);
  }
  workgroupBarrier();

  let t = 4 * place;
  if busy && t < back_sizes.context {
    let sum = gradient_of(role, place, four);
    store_there(head, t, role, four, sum[0]);
    store_there(head, t + 1, role, four, sum[1]);
    store_there(head, t + 2, role, four, sum[2]);
    store_there(head, t + 3, role, four, sum[3]);
  }
}

// The backward of causal attention as in attention.wgsl, for GPUs and heads that workgroup memory holds whole: of up to 64
// positions and 16 numbers. Each probability is computed once, where attention-tiles.wgsl does so for queries, for keys and
// for values, and a head waits for its rows once. How they are loaded and stored: attention-rows.wgsl.
//
//   backward   d_q, d_k and d_v from delta_t = d_out_t · out_t; d_q and d_k are turned back by their positions where
//              TURN_BACK. Grid: B · H workgroups in x and on in y, z over lanes
//
// Positions come in fours, too. First an invocation has the probabilities p with which four queries meet four keys, and
// d_score = p · (d_out · v − delta): a 4×4 tile on or below the diagonal, tile i(i + 1)/2 + j for fours i of queries and j
// of keys. Then it has four rows of a gradient, a four of numbers of each, and walks along the tiles of its positions.

const POSITIONS = 64u;
const MOST_FOURS = POSITIONS / 4;
const TILES = MOST_FOURS * (MOST_FOURS + 1) / 2;
const WORKGROUP = 192u; // a third for each of q, k and v
const GRADIENT = 4 * TILES; // where d_score begins

// Of all positions the queries, the keys, and the gradients of out, in this order: [part][position][four].
var<workgroup> rows: array<vec4f, 3 * POSITIONS * FOURS>;

// p, then d_score, row by row of the tiles: [row of four][tile]. Before that keys and values, number by number:
// [part][number][four of positions].
var<workgroup> tiles: array<vec4f, 8 * TILES>;

var<workgroup> log_sums: array<f32, POSITIONS>;
var<workgroup> delta_parts: array<f32, POSITIONS * FOURS>;

// Where parts of `rows` begin.
const QUERIES = 0u;
const KEYS = 1u;
const GRADIENTS = 2u;

// A four of numbers of position t; zeros behind the context.
fn qkv_there(head: Head, t: u32, part: u32, four: u32) -> vec4f {
  if t < back_sizes.context {
    return qkv_four(at_qkv(head, t, part, back_sizes), four);
  }
  return vec4f();
}

// The same of the four positions from t on, a position a column.
fn qkv_block(head: Head, t: u32, part: u32, four: u32) -> mat4x4f {
  return mat4x4f(
    qkv_there(head, t, part, four),
    qkv_there(head, t + 1, part, four),
    qkv_there(head, t + 2, part, four),
    qkv_there(head, t + 3, part, four),
  );
}

// A four of numbers of the four positions from t on, a position a column.
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

// Of keys (0) or values (1): four numbers, each of the four positions, a number a column.
fn numbers_of(part: u32, place: u32, four: u32) -> mat4x4f {
  let at = (part * FOURS + four) * 4 * MOST_FOURS + place;
  return mat4x4f(tiles[at], tiles[at + MOST_FOURS], tiles[at + 2 * MOST_FOURS], tiles[at + 3 * MOST_FOURS]);
}

// A third of the workgroup loads keys, one queries and values, one gradients with what goes with them.
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

// The gradient of a position's out; keeps what goes with it.
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

// The first tile of four i of queries.
fn tiles_before(i: u32) -> u32 {
  return i * (i + 1) / 2;
}

// The four of queries that a tile belongs to. Half is added under the root against its rounding.
fn queries_of(tile: u32) -> u32 {
  return u32((sqrt(8 * f32(tile) + 1.5) - 1) / 2);
}

// Scores of the tile's queries, a query a column, before they are scaled; or, with GRADIENTS and values, d_out · v.
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

// Rows 4 · place … 4 · place + 3 of a gradient, a four of numbers: of queries along the keys up to them, of keys and values
// along the queries from them on.
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
  // Neighbours go along together, so that they read the same rows, and tiles that lie side by side.
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

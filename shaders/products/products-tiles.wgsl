// A variant of products, for most GPUs: a workgroup owns TILE_M×TILE_N outputs and an invocation 4×4 of them, or 8×8 with
// LARGE. More outputs per invocation mean fewer reads of workgroup memory, but fewer invocations to keep a GPU busy. All
// invocations together load both operands into workgroup memory, 4·K_QUADS numbers along K at a time. They load the next
// numbers into registers before they use the current ones, so that a GPU with few workgroups waits less for its memory.
//
// compose-shader.ts repeats the code below "for each product" for each product, with its prefix instead of `product_`.

override TILE_M: u32 = 32;
override TILE_N: u32 = 32;
override LARGE: bool = false;
override SIDE: u32 = select(4u, 8u, LARGE);
override ROWS: u32 = TILE_M / SIDE; // invocations down a tile
override COLUMNS: u32 = TILE_N / SIDE;
override WORKGROUP: u32 = ROWS * COLUMNS;
override A_QUADS: u32 = TILE_M / 4;
override B_QUADS: u32 = TILE_N / 4;
override K_QUADS: u32 = 4;

// An invocation loads at most one block of 4×4 of each operand. If there are enough invocations, some load only blocks of a
// and the next ones load only blocks of b.
override A_BLOCKS: u32 = A_QUADS * K_QUADS;
override B_BLOCKS: u32 = B_QUADS * K_QUADS;
override B_LOADERS: u32 = select(0u, A_BLOCKS, WORKGROUP >= A_BLOCKS + B_BLOCKS);

var<workgroup> a_tile: array<vec4f, 4 * A_BLOCKS>; // [k][quad of rows], swizzled
var<workgroup> b_tile: array<vec4f, 4 * B_BLOCKS>; // [k][quad of columns], swizzled

// The block that an invocation loads: its place and its k. Neighbours load adjacent numbers, along K or across it.
fn loaded(loader: u32, places: u32, along_k: bool) -> vec2u {
  return select(
    vec2u(loader % places, loader / places),
    vec2u(loader / K_QUADS, loader % K_QUADS),
    along_k,
  );
}

// The index of number k of a quad in its tile. Places are swapped by k in groups of eight, so that neighbours use different
// banks of workgroup memory whether they store along K or across it.
fn in_a(k: u32, place: u32) -> u32 {
  return k * A_QUADS + (place ^ (k / 4 % 8));
}

fn in_b(k: u32, place: u32) -> u32 {
  return k * B_QUADS + (place ^ (k / 4 % 8));
}

fn outer(a: vec4f, b: vec4f) -> mat4x4f {
  return mat4x4f(a.x * b, a.y * b, a.z * b, a.w * b);
}

// The sum over horizontal neighbours, which own the same rows. All invocations must call it together.
fn sum_across(local: u32, share: vec4f) -> vec4f {
  workgroupBarrier();
  a_tile[local] = share;
  workgroupBarrier();
  let first = local - local % COLUMNS;
  var sum = a_tile[first];
  for (var i = 1u; i < COLUMNS; i++) {
    sum += a_tile[first + i];
  }
  return sum;
}

// --- for each product

fn product_run(index: u32, local: u32, lane: u32) {
  let m = product_m();
  let n = product_n();
  let across = (n + TILE_N - 1) / TILE_N;
  let tiles = (m + TILE_M - 1) / TILE_M * across;
  let slice = index / tiles;
  if slice >= product_slices() {
    return;
  }
  let tile = index % tiles;
  let tile_column = tile % across;
  let tile_row = tile / across;
  let first_row = tile_row * TILE_M;
  let first_column = tile_column * TILE_N;

  let loads_a = local < A_BLOCKS;
  let loads_b = local >= B_LOADERS && local < B_LOADERS + B_BLOCKS;
  let a_at = loaded(local, A_QUADS, product_A_ALONG_K);
  let a_place = a_at.x;
  let a_k = a_at.y;
  let b_at = loaded(local - B_LOADERS, B_QUADS, product_B_ALONG_K);
  let b_place = b_at.x;
  let b_k = b_at.y;
  let a_row = first_row + 4 * a_place;
  let b_column = first_column + 4 * b_place;
  let a_inside = loads_a && a_row < m;
  let b_inside = loads_b && b_column < n;
  var norms = mat2x4f();
  var column_sums = vec4f();

  let place_row = local / COLUMNS;
  let place_column = local % COLUMNS;
  var block_11 = mat4x4f();
  var block_12 = mat4x4f();
  var block_21 = mat4x4f();
  var block_22 = mat4x4f();
  let range = product_range(slice);
  for (var k = range.x; k < range.y + K_QUADS; k += K_QUADS) {
    // Numbers beyond the end of K, of the rows or of the columns count as zeros.
    var a = mat4x4f();
    var b = mat4x4f();
    let fetches_a = a_inside && k + a_k < range.y;
    if fetches_a {
      a = product_a_stored(lane, a_row, k + a_k);
    }
    if b_inside && k + b_k < range.y {
      b = product_b(lane, k + b_k, b_column);
    }
    if k > range.x {
      for (var i = 0u; i < 4 * K_QUADS; i++) {
        let a_1 = a_tile[in_a(i, place_row)];
        let b_1 = b_tile[in_b(i, place_column)];
        block_11 += outer(a_1, b_1);
        if LARGE {
          let a_2 = a_tile[in_a(i, place_row + ROWS)];
          let b_2 = b_tile[in_b(i, place_column + COLUMNS)];
          block_12 += outer(a_1, b_2);
          block_21 += outer(a_2, b_1);
          block_22 += outer(a_2, b_2);
        }
      }
    } else if a_inside {
      // This work hides the latency of the first loads.
      norms = product_rows(lane, a_row);
    }
    if k >= range.y {
      break;
    }
    workgroupBarrier();
    if loads_a {
      if fetches_a {
        a = product_a_made(lane, a, k + a_k, norms);
        if tile_column == 0 {
          product_keep(lane, a_row, k + a_k, a);
        }
      }
      let columns = transpose(a);
      let at = in_a(4 * a_k, a_place);
      a_tile[at] = columns[0];
      a_tile[at + A_QUADS] = columns[1];
      a_tile[at + 2 * A_QUADS] = columns[2];
      a_tile[at + 3 * A_QUADS] = columns[3];
    }
    if loads_b {
      let at = in_b(4 * b_k, b_place);
      b_tile[at] = b[0];
      b_tile[at + B_QUADS] = b[1];
      b_tile[at + 2 * B_QUADS] = b[2];
      b_tile[at + 3 * B_QUADS] = b[3];
      if product_COLUMN_SUMS {
        column_sums += b[0] + b[1] + b[2] + b[3];
      }
    }
    workgroupBarrier();
  }

  let row_1 = first_row + 4 * place_row;
  let row_2 = row_1 + 4 * ROWS;
  let column_1 = first_column + 4 * place_column;
  let column_2 = column_1 + 4 * COLUMNS;
  let columns_1 = column_1 < n;
  let columns_2 = LARGE && column_2 < n;
  let rows_1 = row_1 < m;
  let rows_2 = LARGE && row_2 < m;
  if rows_1 && columns_1 {
    block_11 = product_store(lane, row_1, column_1, slice, block_11);
  }
  if rows_1 && columns_2 {
    block_12 = product_store(lane, row_1, column_2, slice, block_12);
  }
  if rows_2 && columns_1 {
    block_21 = product_store(lane, row_2, column_1, slice, block_21);
  }
  if rows_2 && columns_2 {
    block_22 = product_store(lane, row_2, column_2, slice, block_22);
  }
  if product_STATS {
    let inside = vec2f(f32(columns_1), f32(columns_2));
    let count = f32(min(n - first_column, TILE_N));
    let sums_1 = sum_across(local, row_sums(block_11) * inside.x + row_sums(block_12) * inside.y);
    let means_1 = sums_1 / count;
    let squares_1 = sum_across(
      local,
      row_squares(block_11, means_1) * inside.x + row_squares(block_12, means_1) * inside.y,
    );
    if place_column == 0 && rows_1 {
      product_keep_stats(lane, row_1, tile_column, across, sums_1, squares_1);
    }
    if LARGE {
      let sums_2 = sum_across(local, row_sums(block_21) * inside.x + row_sums(block_22) * inside.y);
      let means_2 = sums_2 / count;
      let squares_2 = sum_across(
        local,
        row_squares(block_21, means_2) * inside.x + row_squares(block_22, means_2) * inside.y,
      );
      if place_column == 0 && rows_2 {
        product_keep_stats(lane, row_2, tile_column, across, sums_2, squares_2);
      }
    }
  }
  if product_COLUMN_SUMS {
    if loads_b {
      b_tile[b_k * B_QUADS + b_place] = column_sums;
    }
    workgroupBarrier();
    if tile_row == 0 && b_inside && b_k == 0 {
      var sum = column_sums;
      for (var i = 1u; i < K_QUADS; i++) {
        sum += b_tile[i * B_QUADS + b_place];
      }
      product_keep_columns(lane, slice, b_column, sum);
    }
  }
}

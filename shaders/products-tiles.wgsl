// A scheme for products: a workgroup owns TILE_M×TILE_N outputs, an invocation 4×4 of them. Both operands come through
// workgroup memory, 16 numbers along K at a time, loaded by all invocations together: the scheme of most GPUs.
//
// `product_` stands for the product's name; what is above the first function is stated once a shader.

override TILE_M: u32 = 32;
override TILE_N: u32 = 32;
override ROWS: u32 = TILE_M / 4; // quads of rows of a tile
override COLUMNS: u32 = TILE_N / 4;
override WORKGROUP: u32 = ROWS * COLUMNS;

const K_QUADS = 4u;

var<workgroup> a_tile: array<vec4f, 4 * K_QUADS * ROWS>; // [k][quad of rows]
var<workgroup> b_tile: array<vec4f, 4 * K_QUADS * COLUMNS>; // [k][quad of columns]

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
  let first_row = tile / across * TILE_M;
  let first_column = tile_column * TILE_N;

  // Each of the first invocations loads a block of a, each of the next ones a block of b.
  let loads_a = local < TILE_M;
  let loads_b = !loads_a && local < TILE_M + TILE_N;
  let a_place = local / K_QUADS;
  let a_k = local % K_QUADS;
  let b_place = (local - TILE_M) % COLUMNS;
  let b_k = (local - TILE_M) / COLUMNS;
  let a_row = first_row + 4 * a_place;
  let b_column = min(first_column + 4 * b_place, n - 4);
  var norms = mat2x4f();
  if loads_a {
    norms = product_rows(lane, min(a_row, m - 4));
    product_keep_rows(lane, a_row, norms, a_k == 0 && tile_column == 0 && a_row < m);
  }

  let place_row = local / COLUMNS;
  let place_column = local % COLUMNS;
  var block = mat4x4f();
  let range = product_range(slice);
  for (var k = range.x; k < range.y; k += K_QUADS) {
    if loads_a {
      var a = mat4x4f();
      if k + a_k < range.y && a_row < m {
        a = transpose(product_a(lane, a_row, k + a_k, norms));
      }
      let at = 4 * a_k * ROWS + a_place;
      a_tile[at] = a[0];
      a_tile[at + ROWS] = a[1];
      a_tile[at + 2 * ROWS] = a[2];
      a_tile[at + 3 * ROWS] = a[3];
    }
    if loads_b {
      var b = mat4x4f();
      if k + b_k < range.y {
        b = product_b(lane, k + b_k, b_column);
      }
      let at = 4 * b_k * COLUMNS + b_place;
      b_tile[at] = b[0];
      b_tile[at + COLUMNS] = b[1];
      b_tile[at + 2 * COLUMNS] = b[2];
      b_tile[at + 3 * COLUMNS] = b[3];
    }
    workgroupBarrier();
    for (var i = 0u; i < 4 * K_QUADS; i++) {
      let a = a_tile[i * ROWS + place_row];
      let b = b_tile[i * COLUMNS + place_column];
      block += mat4x4f(a.x * b, a.y * b, a.z * b, a.w * b);
    }
    workgroupBarrier();
  }

  let row = first_row + 4 * place_row;
  let column = first_column + 4 * place_column;
  let inside = row < m && column < n;
  if inside {
    block = product_store(lane, row, column, slice, block);
  }
  if product_STATS {
    // Every invocation leaves sums and squared deviations of its four columns; the first of a row merges them.
    let part = local;
    let sums = row_sums(block);
    a_tile[part] = sums;
    b_tile[part] = row_squares(block, sums / 4);
    workgroupBarrier();
    if place_column == 0 && row < m {
      let quads = min((n - first_column) / 4, COLUMNS);
      var sum = vec4f(0);
      for (var i = 0u; i < quads; i++) {
        sum += a_tile[part + i];
      }
      let means = sum / f32(4 * quads);
      var squares = vec4f(0);
      for (var i = 0u; i < quads; i++) {
        let apart = a_tile[part + i] / 4 - means;
        squares += b_tile[part + i] + 4 * apart * apart;
      }
      product_keep_stats(lane, row, tile_column, across, sum, squares);
    }
  }
}

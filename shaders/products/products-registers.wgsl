// A variant of products: an invocation owns 4×4 outputs in registers, or 8×8 with LARGE, and walks along K by itself. It
// uses neither workgroup memory nor subgroups, because they are slow or missing on some adapters.
//
// compose-shader.ts repeats the code below "for each product" for each product, with its prefix instead of `product_`.

override WORKGROUP: u32 = 64;
override LARGE: bool = false;
override SIDE: u32 = select(4u, 8u, LARGE);

// --- for each product

fn product_run(index: u32, local: u32, lane: u32) {
  let m = product_m();
  let n = product_n();
  let across = (n + SIDE - 1) / SIDE;
  let tiles = (m + SIDE - 1) / SIDE * across;
  let unit = index * WORKGROUP + local;
  let slice = unit / tiles;
  if slice >= product_slices() {
    return;
  }
  let tile = unit % tiles;
  let tile_column = tile % across;
  let row_1 = tile / across * SIDE;
  let column_1 = tile_column * SIDE;
  // Loads beyond the last row or column are harmless, because their results are not stored.
  let row_2 = min(row_1 + 4, m - 4);
  let column_2 = min(column_1 + 4, n - 4);
  let norms_1 = product_rows(lane, row_1);
  var norms_2 = mat2x4f();
  if LARGE {
    norms_2 = product_rows(lane, row_2);
    product_keep_rows(lane, row_2, norms_2, tile_column == 0 && row_1 + 4 < m);
  }
  product_keep_rows(lane, row_1, norms_1, tile_column == 0);
  let range = product_range(slice);
  var block_11 = mat4x4f();
  var block_12 = mat4x4f();
  var block_21 = mat4x4f();
  var block_22 = mat4x4f();
  for (var k = range.x; k < range.y; k++) {
    let a_1 = product_a(lane, row_1, k, norms_1);
    let b_1 = product_b(lane, k, column_1);
    block_11 += b_1 * a_1;
    if LARGE {
      let a_2 = product_a(lane, row_2, k, norms_2);
      let b_2 = product_b(lane, k, column_2);
      block_12 += b_2 * a_1;
      block_21 += b_1 * a_2;
      block_22 += b_2 * a_2;
    }
  }
  let rows_2 = LARGE && row_1 + 4 < m;
  let columns_2 = LARGE && column_1 + 4 < n;
  block_11 = product_store(lane, row_1, column_1, slice, block_11);
  if columns_2 {
    block_12 = product_store(lane, row_1, column_2, slice, block_12);
  }
  if rows_2 {
    block_21 = product_store(lane, row_2, column_1, slice, block_21);
  }
  if rows_2 && columns_2 {
    block_22 = product_store(lane, row_2, column_2, slice, block_22);
  }
  if product_STATS {
    let inside = f32(columns_2);
    let count = 4 + 4 * inside;
    let sums_1 = row_sums(block_11) + row_sums(block_12) * inside;
    let means_1 = sums_1 / count;
    let squares_1 = row_squares(block_11, means_1) + row_squares(block_12, means_1) * inside;
    product_keep_stats(lane, row_1, tile_column, across, sums_1, squares_1);
    if rows_2 {
      let sums_2 = row_sums(block_21) + row_sums(block_22) * inside;
      let means_2 = sums_2 / count;
      let squares_2 = row_squares(block_21, means_2) + row_squares(block_22, means_2) * inside;
      product_keep_stats(lane, row_2, tile_column, across, sums_2, squares_2);
    }
  }
}

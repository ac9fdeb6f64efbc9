// A variant of products: a quad of four invocations owns a tile of 16×16 outputs, 8×8 of them in the registers of each
// invocation. Horizontal neighbours share rows and vertical neighbours share columns: each loads half of the numbers that
// it needs and swaps them for the other half. This halves the loads, which limit CPUs that emulate a GPU. The kernel
// assumes that a quad is four consecutive invocations of the workgroup. WebGPU does not guarantee this, but its
// implementations do it. So autotune.ts compares this variant with the plain product before using it on an adapter.
//
// compose-shader.ts repeats the code below "for each product" for each product, with its prefix instead of `product_`.

override WORKGROUP: u32 = 64;

fn swapped_x(block: mat4x4f) -> mat4x4f {
  return mat4x4f(quadSwapX(block[0]), quadSwapX(block[1]), quadSwapX(block[2]), quadSwapX(block[3]));
}

fn swapped_y(block: mat4x4f) -> mat4x4f {
  return mat4x4f(quadSwapY(block[0]), quadSwapY(block[1]), quadSwapY(block[2]), quadSwapY(block[3]));
}

// --- for each product

fn product_run(index: u32, local: u32, lane: u32) {
  let m = product_m();
  let n = product_n();
  let across = (n + 15) / 16;
  let tiles = (m + 15) / 16 * across;
  let unit = index * (WORKGROUP >> 2u) + (local >> 2u);
  let slice = unit / tiles;
  if slice >= product_slices() {
    return;
  }
  let tile = unit % tiles;
  let tile_row = tile / across;
  let tile_column = tile % across;
  // The invocation loads four of eight rows and four of eight columns; its neighbours in the quad load the others.
  let x = local & 1u;
  let y = (local >> 1u) & 1u;
  let my_row = tile_row * 16 + 8 * y + 4 * x;
  let other_row = tile_row * 16 + 8 * y + 4 * (1 - x);
  let my_column = tile_column * 16 + 8 * x + 4 * y;
  let other_column = tile_column * 16 + 8 * x + 4 * (1 - y);
  // Loads beyond the last row or column are harmless, because their results are not stored.
  let row = min(my_row, m - 4);
  let column = min(my_column, n - 4);
  let norms = product_rows(lane, row);
  product_keep_rows(lane, row, norms, tile_column == 0 && my_row < m);
  let range = product_range(slice);
  var block_11 = mat4x4f();
  var block_12 = mat4x4f();
  var block_21 = mat4x4f();
  var block_22 = mat4x4f();
  for (var k = range.x; k < range.y; k++) {
    let b_1 = product_b(lane, k, column);
    let b_2 = swapped_y(b_1);
    let a_1 = product_a(lane, row, k, norms);
    let a_2 = swapped_x(a_1);
    block_11 += b_1 * a_1;
    block_12 += b_2 * a_1;
    block_21 += b_1 * a_2;
    block_22 += b_2 * a_2;
  }
  let rows_1 = my_row < m;
  let rows_2 = other_row < m;
  let columns_1 = my_column < n;
  let columns_2 = other_column < n;
  if rows_1 && columns_1 {
    block_11 = product_store(lane, my_row, my_column, slice, block_11);
  }
  if rows_1 && columns_2 {
    block_12 = product_store(lane, my_row, other_column, slice, block_12);
  }
  if rows_2 && columns_1 {
    block_21 = product_store(lane, other_row, my_column, slice, block_21);
  }
  if rows_2 && columns_2 {
    block_22 = product_store(lane, other_row, other_column, slice, block_22);
  }
  if product_STATS {
    let inside = vec2f(f32(columns_1), f32(columns_2));
    let count = f32(min(n - tile_column * 16, 16));
    let sums_2 = row_sums(block_21) * inside.x + row_sums(block_22) * inside.y;
    let sums_1 = row_sums(block_11) * inside.x + row_sums(block_12) * inside.y + quadSwapX(sums_2);
    let means_1 = sums_1 / count;
    let means_2 = quadSwapX(means_1);
    let squares_2 = row_squares(block_21, means_2) * inside.x + row_squares(block_22, means_2) * inside.y;
    let squares_1 =
      row_squares(block_11, means_1) * inside.x + row_squares(block_12, means_1) * inside.y + quadSwapX(squares_2);
    if rows_1 {
      product_keep_stats(lane, my_row, tile_column, across, sums_1, squares_1);
    }
  }
}

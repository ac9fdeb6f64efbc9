// Sums over a block whose columns are rows of a matrix: one number per row.

fn row_sums(block: mat4x4f) -> vec4f {
  return vec4f(1) * block;
}

// Sums of squared deviations from the rows' means.
fn row_squares(block: mat4x4f, means: vec4f) -> vec4f {
  let apart = mat4x4f(block[0] - means.x, block[1] - means.y, block[2] - means.z, block[3] - means.w);
  return vec4f(
    dot(apart[0], apart[0]),
    dot(apart[1], apart[1]),
    dot(apart[2], apart[2]),
    dot(apart[3], apart[3]),
  );
}

// Pictures compared as an eye would: by the mean lightness of small squares, so that
// how a program smooths the edge of a letter does not count, and where it stands does.

/** Side of a square in pixels. */
const SQUARE = 6;
/** Of 255: squares further apart are seen to differ. */
const SEEN = 40;

/** Mean lightness of every square of an RGBA picture on white paper. */
export function squares({ width, height, data }) {
  const across = Math.ceil(width / SQUARE);
  const down = Math.ceil(height / SQUARE);
  const sums = new Float64Array(across * down);
  const counts = new Float64Array(across * down);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const k = 4 * (y * width + x);
      const cover = data[k + 3] / 255;
      const light = (0.299 * data[k] + 0.587 * data[k + 1] + 0.114 * data[k + 2]) * cover + 255 * (1 - cover);
      const square = Math.floor(y / SQUARE) * across + Math.floor(x / SQUARE);
      sums[square] += light;
      counts[square] += 1;
    }
  }
  return { across, down, light: sums.map((sum, k) => sum / counts[k]) };
}

/** How many squares differ, of those that hold anything in either picture; and the mean difference over all. */
export function difference(first, second) {
  const [a, b] = [squares(first), squares(second)];
  const [across, down] = [Math.min(a.across, b.across), Math.min(a.down, b.down)];
  let [seen, inked, total] = [0, 0, 0];
  for (let y = 0; y < down; y += 1) {
    for (let x = 0; x < across; x += 1) {
      const [p, q] = [a.light[y * a.across + x], b.light[y * b.across + x]];
      total += Math.abs(p - q);
      if (p < 250 || q < 250) inked += 1;
      if (Math.abs(p - q) > SEEN) seen += 1;
    }
  }
  return { share: seen / Math.max(1, inked), mean: total / (across * down) };
}

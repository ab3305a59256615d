/** The row that holds a file offset, or -1; rows ascend. */
export function rowAt(rows: readonly { off: number; len: number }[], off: number): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle]!.off <= off) low = middle + 1;
    else high = middle;
  }
  const row = rows[low - 1];
  return row && off >= 0 && off < row.off + row.len ? low - 1 : -1;
}

// The cursor of the hex grid.

/** Where a key moves the cursor, or -1 when the key means nothing here. */
export function moveCursor(key: string, control: boolean, at: number, bytes: number, rowsPerPage: number, size: number): number {
  const clamp = (off: number) => Math.max(0, Math.min(size - 1, off));
  const inColumn = (off: number) => (off < 0 || off >= size ? at : off);
  switch (key) {
    case "ArrowLeft": return clamp(at - 1);
    case "ArrowRight": return clamp(at + 1);
    case "ArrowUp": return inColumn(at - bytes);
    case "ArrowDown": return inColumn(at + bytes);
    case "Home": return control ? 0 : at - (at % bytes);
    case "End": return control ? size - 1 : clamp(at - (at % bytes) + bytes - 1);
    case "PageUp": return at - bytes * rowsPerPage < 0 ? at % bytes : at - bytes * rowsPerPage;
    case "PageDown": {
      const down = at + bytes * rowsPerPage;
      if (down < size) return down;
      const last = size - 1 - ((size - 1) % bytes) + (at % bytes);
      return last < size ? last : Math.max(at, last - bytes);
    }
    default: return -1;
  }
}

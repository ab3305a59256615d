// The bytes at the cursor as numbers, in both byte orders.

export interface Reading {
  name: string;
  little: string; // "" where the file ends before
  big: string;
}

const kinds: [name: string, bytes: number, read: (view: DataView, little: boolean) => string][] = [
  ["u8", 1, (view) => String(view.getUint8(0))],
  ["i8", 1, (view) => String(view.getInt8(0))],
  ["u16", 2, (view, little) => String(view.getUint16(0, little))],
  ["i16", 2, (view, little) => String(view.getInt16(0, little))],
  ["u32", 4, (view, little) => String(view.getUint32(0, little))],
  ["i32", 4, (view, little) => String(view.getInt32(0, little))],
  ["u64", 8, (view, little) => String(view.getBigUint64(0, little))],
  ["i64", 8, (view, little) => String(view.getBigInt64(0, little))],
  ["f32", 4, (view, little) => single(view.getFloat32(0, little))],
  ["f64", 8, (view, little) => String(view.getFloat64(0, little))],
];

/** The shortest digits that are this number in 32 bits. */
function single(value: number): string {
  for (let digits = 1; digits < 9; digits++) {
    const text = String(Number(value.toPrecision(digits)));
    if (Math.fround(Number(text)) === value) return text;
  }
  return Number.isFinite(value) ? String(Number(value.toPrecision(9))) : String(value);
}

export function readings(file: Uint8Array, off: number): Reading[] {
  const view = new DataView(file.buffer, file.byteOffset + off, file.length - off);
  return kinds.map(([name, bytes, read]) => {
    const there = off + bytes <= file.length;
    return { name, little: there ? read(view, true) : "", big: there ? read(view, false) : "" };
  });
}

// Bytes as text: for another editor, or as an array of a language.

export const forms = [
  { form: "hex", label: "Hex" },
  { form: "c", label: "C array" },
  { form: "go", label: "Go slice" },
  { form: "rust", label: "Rust array" },
] as const;

export type Form = (typeof forms)[number]["form"];

/** Lines of so many bytes. */
function lines(bytes: Uint8Array, perLine: number, one: (byte: string) => string, between: string): string[] {
  const found: string[] = [];
  for (let at = 0; at < bytes.length; at += perLine) {
    found.push([...bytes.subarray(at, at + perLine)].map((byte) => one(byte.toString(16).padStart(2, "0"))).join(between));
  }
  return found;
}

export function bytesAs(form: Form, bytes: Uint8Array): string {
  const plain = (byte: string) => byte.toUpperCase();
  const number = (byte: string) => `0x${byte}`;
  const rows = (indent: string) => lines(bytes, 12, number, ", ").map((line) => `${indent}${line},\n`).join("");
  switch (form) {
    case "hex": return lines(bytes, 16, plain, " ").join("\n");
    case "c": return `static const unsigned char bytes[${bytes.length}] = {\n${rows("    ")}};\n`;
    case "go": return `var bytes = []byte{\n${rows("\t")}}\n`;
    case "rust": return `const BYTES: [u8; ${bytes.length}] = [\n${rows("    ")}];\n`;
  }
}

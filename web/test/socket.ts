// A WebSocket of the client's side (RFC 6455), as much of it as a test needs: text in frames, whole or in pieces.
import { randomBytes } from "node:crypto";
import { request } from "node:http";
import type { Socket } from "node:net";

export interface TextSocket {
  send(text: string): void;
  close(): void;
}

const [continuation, text, closing, ping, pong] = [0, 1, 8, 9, 10];

export function openSocket(url: string, onText: (text: string) => void): Promise<TextSocket> {
  return new Promise((resolve, reject) => {
    const headers = { connection: "Upgrade", upgrade: "websocket", "sec-websocket-version": "13", "sec-websocket-key": randomBytes(16).toString("base64") };
    const asked = request(url.replace(/^ws/, "http"), { headers });
    asked.on("error", reject);
    asked.on("response", ({ statusCode }) => reject(new Error(`${url} answers ${statusCode}`)));
    asked.on("upgrade", (_, socket: Socket, head) => {
      socket.on("error", () => {}); // the browser is gone: what waits for an answer runs into its time limit
      receive(socket, head, onText);
      resolve({ send: (message) => void socket.write(frame(text, Buffer.from(message))), close: () => socket.destroy() });
    });
    asked.end();
  });
}

/** A frame, masked as a client has to. */
function frame(opcode: number, payload: Buffer): Buffer {
  const mask = randomBytes(4);
  const head = Buffer.alloc(payload.length < 126 ? 2 : payload.length < 0x10000 ? 4 : 10);
  head[0] = 0x80 | opcode;
  head[1] = 0x80 | (payload.length < 126 ? payload.length : payload.length < 0x10000 ? 126 : 127);
  if (head.length === 4) head.writeUInt16BE(payload.length, 2);
  if (head.length === 10) head.writeBigUInt64BE(BigInt(payload.length), 2);
  return Buffer.concat([head, mask, payload.map((byte, i) => byte ^ mask[i & 3]!)]);
}

function receive(socket: Socket, head: Buffer, onText: (text: string) => void): void {
  let waiting = head;
  let pieces: Buffer[] = [];
  const read = () => {
    for (;;) {
      if (waiting.length < 2) return;
      const short = waiting[1]! & 0x7f;
      const start = short < 126 ? 2 : short === 126 ? 4 : 10;
      if (waiting.length < start) return;
      const size = short < 126 ? short : short === 126 ? waiting.readUInt16BE(2) : Number(waiting.readBigUInt64BE(2));
      if (waiting.length < start + size) return;
      const [first, payload] = [waiting[0]!, waiting.subarray(start, start + size)];
      waiting = waiting.subarray(start + size);
      const opcode = first & 0x0f;
      if (opcode === ping) socket.write(frame(pong, payload));
      if (opcode === closing) socket.end();
      if (opcode !== text && opcode !== continuation) continue;
      pieces.push(payload);
      if (!(first & 0x80)) continue; // more of this message follows
      onText(Buffer.concat(pieces).toString());
      pieces = [];
    }
  };
  socket.on("data", (data) => {
    waiting = Buffer.concat([waiting, data]);
    read();
  });
  read();
}

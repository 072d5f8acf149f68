/**
 * Bounds the size of an MQTT packet before the broker collects it: a fixed header may announce 256 MB, and the
 * broker's parser would wait for them in memory. Only lengths are looked at; the bytes go on as they are.
 */
import type { Duplex } from 'node:stream';

/** Follows the packets of one connection through its chunks (MQTT 3.1.1, section 2.2). */
export class PacketLengths {
  readonly #packetBytesMax: number;
  /** Bytes of the current packet that are still to come; 0 between packets. */
  #rest = 0;
  /** Length bytes read so far of a header that is cut by the end of a chunk; -1 before its first byte. */
  #headerDigits = -1;
  #length = 0;

  constructor(packetBytesMax: number) {
    this.#packetBytesMax = packetBytesMax;
  }

  /** The announced length of a packet that is too long, or null. A length of more than four digits is endless. */
  tooLong(chunk: Uint8Array): number | null {
    let position = 0;
    while (position < chunk.length) {
      if (this.#rest > 0) {
        const step = Math.min(this.#rest, chunk.length - position);
        this.#rest -= step;
        position += step;
        continue;
      }
      const byte = chunk[position] ?? 0;
      position += 1;
      if (this.#headerDigits === -1) {
        this.#headerDigits = 0;
        this.#length = 0;
        continue;
      }
      this.#length += (byte & 0x7f) * 128 ** this.#headerDigits;
      this.#headerDigits += 1;
      if (byte >= 0x80 && this.#headerDigits < 4) continue;
      if (byte >= 0x80) return Number.POSITIVE_INFINITY;
      if (this.#length > this.#packetBytesMax) return this.#length;
      this.#rest = this.#length;
      this.#headerDigits = -1;
    }
    return null;
  }
}

/**
 * Has a stream refuse packets over a size. aedes takes every chunk with `read`, so that is where the lengths are followed: a
 * stream in between would cost a copy of each chunk. `onTooLong` must destroy the stream.
 */
export function limitPackets(stream: Duplex, packetBytesMax: number, onTooLong: (bytes: number) => void): void {
  const lengths = new PacketLengths(packetBytesMax);
  const read = stream.read.bind(stream);
  stream.read = (size?: number): Buffer | null => {
    const chunk: Buffer | null = read(size);
    const bytes = chunk === null ? null : lengths.tooLong(chunk);
    if (bytes === null) return chunk;
    onTooLong(bytes);
    return null;
  };
}

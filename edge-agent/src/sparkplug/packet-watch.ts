/**
 * Follows the packets in a stream of MQTT bytes (MQTT 3.1.1, section 2.2) by their lengths alone,
 * so that a broker which announces a huge one is left before anything is kept of it (S9).
 */
export class PacketWatch {
  private readonly maxBytes: number;
  /** Bytes of the current packet that are still to come; null within its fixed header. */
  private left: number | null = null;
  private inLength = false;
  private length = 0;
  private shift = 0;

  constructor(maxBytes: number) {
    this.maxBytes = maxBytes;
  }

  /** False when a packet is larger than allowed, or its length is none. */
  accepts(chunk: Uint8Array): boolean {
    for (let at = 0; at < chunk.length; ) {
      if (this.left !== null) {
        const taken = Math.min(this.left, chunk.length - at);
        at += taken;
        this.left = this.left === taken ? null : this.left - taken;
      } else if (!this.header(chunk[at++] as number)) return false;
    }
    return true;
  }

  private header(byte: number): boolean {
    if (!this.inLength) {
      this.inLength = true;
      this.length = this.shift = 0;
      return true;
    }
    this.length += (byte & 0x7f) * 2 ** this.shift;
    this.shift += 7;
    if (this.length > this.maxBytes) return false;
    if ((byte & 0x80) !== 0) return this.shift < 28;
    this.inLength = false;
    this.left = this.length === 0 ? null : this.length;
    return true;
  }
}

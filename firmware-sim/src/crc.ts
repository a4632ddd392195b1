/** CRC-16 of Modbus over Serial Line V1.02, section 6.2.2: polynomial A001, low byte sent first. */
export const crc16 = (bytes: Uint8Array): number => {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >> 1) ^ 0xa001 : crc >> 1;
  }
  return crc;
};

/** The bytes with their checksum behind them. */
export const withCrc = (bytes: Buffer): Buffer => {
  const crc = crc16(bytes);
  return Buffer.concat([bytes, Buffer.from([crc & 0xff, crc >> 8])]);
};

export const hasGoodCrc = (frame: Buffer): boolean =>
  frame.length >= 4 && crc16(frame.subarray(0, -2)) === frame.readUInt16LE(frame.length - 2);

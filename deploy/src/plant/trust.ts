import { copyFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";

/**
 * Has a guard trust the OPC UA server of a simulated PLC, and for that device alone.
 * `pki`: what quorate-plc was given as --opcua-pki; its certificate is there once it listens.
 */
export const trustServer = (pki: string, guardHome: string, device: string): void => {
  const trusted = join(guardHome, "certificates", "trusted", device);
  mkdirSync(trusted, { recursive: true });
  copyFileSync(join(pki, "own", "certs", "certificate.pem"), join(trusted, "simulated.pem"));
};

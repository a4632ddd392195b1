import type { Socket } from "node:net";

/**
 * Ends a connection so that nothing which the system still holds is delivered (S5): closed in
 * order, the kernel would go on sending what the device has not taken yet, and a write that timed
 * out would reach it when the network is back.
 *
 * Node cannot reset a socket while it is sending its own end: it says EINVAL, never tells of the
 * close, and keeps the handle until the process is killed. Such a socket has answered the device's
 * end already, and is closed in order.
 */
export const cutOff = (socket: Socket): void => {
  if (socket.writableEnded && !socket.writableFinished) socket.destroy();
  else socket.resetAndDestroy();
};

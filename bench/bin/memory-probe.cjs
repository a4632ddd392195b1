// Loaded into the processes of a benchmark: at SIGWINCH one tells its memory and what its sockets
// have sent, as [local port, remote port, bytes]; those that have closed are summed up under no
// ports. At SIGURG it collects its garbage before. That makes V8 drop compiled code, which runs
// slowly for seconds: never while times are taken. Both signals mean nothing to our processes.
const { subscribe } = require("node:diagnostics_channel");
const { Socket } = require("node:net");
const { setFlagsFromString } = require("node:v8");
const { runInNewContext } = require("node:vm");

setFlagsFromString("--expose-gc");
const gc = runInNewContext("gc");
// Twice: the second waits until the buffers that the first let go are freed, some 5 MB of them. And
// compacting: half-empty pages come and go by tens of MB, whatever is alive.
const collect = () => {
  setFlagsFromString("--compact-on-every-full-gc");
  gc();
  gc();
  setFlagsFromString("--no-compact-on-every-full-gc");
};
/** V8 gives pages back in a thread of its own, ms. */
const givenBackMs = 20;

const sockets = new Set();
let closedBytes = 0;
const follow = ({ socket }) => {
  sockets.add(socket);
  socket.once("close", () => {
    sockets.delete(socket);
    closedBytes += socket.bytesWritten;
  });
};
// No channel tells of the connections that TLS dials.
const { connect } = Socket.prototype;
Socket.prototype.connect = function followed(...args) {
  follow({ socket: this });
  return connect.apply(this, args);
};
subscribe("net.server.socket", follow);

const sent = () => [
  ...[...sockets].map((one) => [one.localPort ?? 0, one.remotePort ?? 0, one.bytesWritten]),
  [0, 0, closedBytes],
];

const tell = () => {
  const { heapUsed, external } = process.memoryUsage();
  const probe = { heapUsed, external, rss: process.memoryUsage.rss(), sent: sent() };
  process.stderr.write(`${JSON.stringify({ probe })}\n`);
};

process.on("SIGWINCH", tell);
process.on("SIGURG", () => {
  collect();
  setTimeout(tell, givenBackMs);
});

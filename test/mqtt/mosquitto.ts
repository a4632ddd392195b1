import assert from "node:assert/strict";
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "node:tls";
import { freePort } from "../free-port.ts";
import { until } from "../until.ts";
import { opensslEnv } from "../openssl.ts";

const binary = "/usr/sbin/mosquitto";

/** Names and passwords of those whom the broker lets in. */
export const users = { plant: "a password of the plant", host: "a password of the host" };

/**
 * A real mosquitto with TLS and passwords: on `port` whoever connects has to show a certificate
 * too; on `plainPort`, for the tap, a password is enough.
 */
export class Mosquitto {
  readonly dir = mkdtempSync(join(tmpdir(), "quorate-mqtt-"));
  port = 0;
  plainPort = 0;
  private child: ChildProcess | null = null;
  private readonly killAtExit = (): void => {
    this.child?.kill("SIGKILL");
  };

  path(name: string): string {
    return join(this.dir, name);
  }

  get url(): string {
    return `mqtts://127.0.0.1:${this.port}`;
  }

  get plainUrl(): string {
    return `mqtt://127.0.0.1:${this.plainPort}`;
  }

  async start(): Promise<void> {
    assert.ok(existsSync(binary), `${binary} is missing: apt-get install -y mosquitto`);
    if (this.port === 0) await this.prepare();
    const child = spawn(binary, ["-c", this.path("mosquitto.conf")], { stdio: "ignore" });
    this.child = child;
    process.once("exit", this.killAtExit);
    await until(() => this.answers(), { what: "the broker to listen", deadlineMs: 20_000 });
  }

  /** Ends it at once, as a power cut would; `start` brings it back. */
  async kill(signal: NodeJS.Signals = "SIGKILL"): Promise<void> {
    const { child } = this;
    this.child = null;
    process.off("exit", this.killAtExit);
    if (child === null) return;
    const ended = new Promise((resolve) => child.once("close", resolve));
    child.kill(signal);
    await ended;
  }

  async stop(): Promise<void> {
    await this.kill("SIGTERM");
    rmSync(this.dir, { recursive: true, force: true });
  }

  private async prepare(): Promise<void> {
    this.certificates();
    [this.port, this.plainPort] = [await freePort(), await freePort()];
    for (const [name, password] of Object.entries(users))
      execFileSync("mosquitto_passwd", [
        ...["-b", ...(existsSync(this.path("passwords")) ? [] : ["-c"])],
        ...[this.path("passwords"), name, password],
      ]);
    const lines = [
      ...["per_listener_settings false", "allow_anonymous false", "persistence false"],
      ...[`password_file ${this.path("passwords")}`, "log_dest stderr", "log_type none"],
      ...["max_queued_messages 0", "user root"],
      ...[`listener ${this.port} 127.0.0.1`, `cafile ${this.path("ca.pem")}`],
      ...[`certfile ${this.path("broker.pem")}`, `keyfile ${this.path("broker.key")}`],
      ...["require_certificate true", `listener ${this.plainPort} 127.0.0.1`],
    ];
    writeFileSync(this.path("mosquitto.conf"), `${lines.join("\n")}\n`);
  }

  /** An authority of the test's own, the broker's certificate, and one of an agent. */
  private certificates(): void {
    const openssl = (...args: readonly string[]): void => {
      execFileSync("openssl", [...args], { cwd: this.dir, stdio: "pipe", env: opensslEnv() });
    };
    const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
    openssl("req", "-x509", ...curve, "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=CA");
    for (const name of ["broker", "agent"]) {
      const request = ["-keyout", `${name}.key`, "-out", `${name}.csr`, "-subj", `/CN=${name}`];
      openssl("req", ...curve, ...request);
      writeFileSync(this.path(`${name}.ext`), "subjectAltName=IP:127.0.0.1\n");
      openssl(
        ...["x509", "-req", "-in", `${name}.csr`, "-CA", "ca.pem", "-CAkey", "ca.key"],
        ...["-CAcreateserial", "-out", `${name}.pem`, "-extfile", `${name}.ext`],
      );
    }
  }

  private answers(): Promise<boolean> {
    return new Promise((resolve) => {
      const socket = connect({ host: "127.0.0.1", port: this.port, rejectUnauthorized: false });
      socket.once("secureConnect", () => {
        socket.destroy();
        resolve(true);
      });
      socket.once("error", () => resolve(false));
    });
  }
}

import { execFileSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { type Architecture, deployFolder, dist, release, root } from "./folders.ts";

const sizeOf = (path: string): number =>
  statSync(path).isDirectory()
    ? readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0)
    : statSync(path).size;

const control = (architecture: Architecture, bytes: number): string => `\
Package: quorate
Version: ${release}
Architecture: ${architecture}
Maintainer: Quorate engineers <quorate@localhost>
Installed-Size: ${Math.ceil(bytes / 1024)}
Depends: libc6 (>= 2.28), libstdc++6, libgcc-s1, systemd (>= 247)
Section: net
Priority: optional
Description: leaderless control plane for industrial plants
 Agents on separate boxes agree on the order of commands, judge them against
 the site file and sign their verdicts; a guard beside the PLC writes only what
 more than two thirds of them have signed. Brings its own Node runtime.
`;

/** Everything of the program lies in one folder; the system's own places hold links and units. */
const place = (program: string, base: string): void => {
  const at = (...parts: string[]): string => {
    mkdirSync(join(base, ...parts.slice(0, -1)), { recursive: true });
    return join(base, ...parts);
  };
  cpSync(program, at("usr", "lib", "quorate"), { recursive: true, verbatimSymlinks: true });
  symlinkSync("../lib/quorate/bin/quorate", at("usr", "bin", "quorate"));
  const units = join(deployFolder, "systemd");
  for (const name of readdirSync(units).filter((one) => one.endsWith(".service")))
    cpSync(join(units, name), at("usr", "lib", "systemd", "system", name));
  cpSync(join(units, "sysusers.conf"), at("usr", "lib", "sysusers.d", "quorate.conf"));
  cpSync(join(units, "tmpfiles.conf"), at("usr", "lib", "tmpfiles.d", "quorate.conf"));
  const documents = ["operations.md", "errors.md", "safety.md", "mqtt.md"];
  for (const name of documents)
    cpSync(join(root, "docs", name), at("usr", "share", "doc", "quorate", name));
  cpSync(join(root, "LICENSE"), at("usr", "share", "doc", "quorate", "copyright"));
};

/** Modes are those of the package, not those that this machine's umask gave. */
const setModes = (path: string): void => {
  if (statSync(path).isDirectory()) {
    chmodSync(path, 0o755);
    for (const name of readdirSync(path)) setModes(join(path, name));
  } else chmodSync(path, (statSync(path).mode & 0o111) === 0 ? 0o644 : 0o755);
};

/** Makes the .deb of one architecture from the program's folder; answers its path. */
export const makeDebian = (program: string, architecture: Architecture): string => {
  const base = join(dist, "work", `deb-${architecture}`);
  rmSync(base, { recursive: true, force: true });
  place(program, base);
  const bytes = sizeOf(join(base, "usr"));
  mkdirSync(join(base, "DEBIAN"));
  writeFileSync(join(base, "DEBIAN", "control"), control(architecture, bytes));
  for (const script of ["postinst", "prerm", "postrm"])
    cpSync(join(deployFolder, "debian", script), join(base, "DEBIAN", script));
  setModes(base);
  const file = join(dist, `quorate_${release}_${architecture}.deb`);
  execFileSync("dpkg-deb", ["--root-owner-group", "-Zgzip", "-z6", "--build", base, file], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  return file;
};

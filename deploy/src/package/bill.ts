import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { type Architecture, type Manifest, modules, readJson, release, root } from "./folders.ts";
import { runtime } from "./runtime.ts";

interface Locked {
  readonly version: string;
  readonly integrity?: string;
  readonly license?: string;
}

interface Hash {
  readonly alg: string;
  readonly content: string;
}

/** What the page's bundle is made of, besides what the program has too. */
const pagePackages = ["preact", "uplot", "@fontsource-variable/inter", "@noble/ed25519"];

const keyOf = ({ name, version }: Pick<Manifest, "name" | "version">): string =>
  `${name}@${version}`;

/** Folders of everything that a package holds, the page included. */
export const contents = (folders: readonly string[]): readonly string[] =>
  [...new Set([...folders, ...pagePackages.map((name) => join(modules, name))])].sort();

/** `sha512-BASE64`, as npm has it. */
const hashOf = (integrity: string): Hash => ({
  alg: "SHA-512",
  content: Buffer.from(integrity.replace(/^sha512-/, ""), "base64").toString("hex"),
});

const component = (
  type: string,
  { name, version, license }: Manifest,
  integrity: string | undefined,
  registryName = name,
): object => {
  const purl = `pkg:npm/${registryName.replace("@", "%40")}@${version}`;
  return {
    ...{ type, name, version, purl, "bom-ref": purl },
    ...(license === undefined ? {} : { licenses: [{ expression: license }] }),
    ...(integrity === undefined ? {} : { hashes: [hashOf(integrity)] }),
  };
};

/**
 * The bill of materials (CycloneDX 1.5) of what really is in the package, by the bundler's own
 * account, with the hashes of the lock file. `npm sbom` would list the whole checkout.
 */
export const billOf = (folders: readonly string[], architecture: Architecture): object => {
  const { packages } = readJson<{ packages: Readonly<Record<string, Locked>> }>(
    join(root, "package-lock.json"),
  );
  const inside = folders.map((folder) => {
    const locked = packages[relative(root, folder)];
    if (locked === undefined) throw new Error(`package-lock.json does not know ${folder}`);
    return component("library", readJson<Manifest>(join(folder, "package.json")), locked.integrity);
  });
  const { name, integrity } = runtime.packages[architecture];
  const node = { name: "node", version: runtime.version, license: "MIT" };
  return {
    ...{ bomFormat: "CycloneDX", specVersion: "1.5", version: 1 },
    metadata: { component: { type: "application", name: "quorate", version: release } },
    components: [component("platform", node, integrity, name), ...inside],
  };
};

/** The licences of all that is inside, as their texts ask for. */
export const licencesOf = (folders: readonly string[]): string => {
  const one = (folder: string): string => {
    const { license = "unknown", ...manifest } = readJson<Manifest>(join(folder, "package.json"));
    const files = readdirSync(folder).filter((name) => /^(licen[cs]e|copying|notice)/i.test(name));
    const texts = files.map((name) => readFileSync(join(folder, name), "utf8").trim());
    return [`== ${keyOf(manifest)}: ${license}`, ...texts].join("\n\n");
  };
  return `${folders.map(one).join("\n\n\n")}\n`;
};

import { readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { fileURLToPath } from "node:url";
import tseslint from "typescript-eslint";

const root = fileURLToPath(new URL(".", import.meta.url));

const clockMessage = "Time, timers and chance come in from the caller (docs/architecture.md).";
const ioMessage = "This file is given its clock, timers and chance; only the io folder makes them.";

/** Globals through which a file could look at a clock, draw a number or touch the process. */
const impureGlobals = [
  ...["Date", "performance", "setTimeout", "setInterval", "setImmediate", "queueMicrotask"],
  ...["process", "crypto", "console", "fetch", "WebSocket"],
];

const noGlobals = (message) => [
  "error",
  ...impureGlobals.map((name) => ({ name, message })),
];

const noRandom = (message) => [
  "error",
  { object: "Math", property: "random", message },
  { object: "globalThis", property: "Date", message },
  { object: "globalThis", property: "crypto", message },
];

const sockets = [
  ...["node:net", "node:tls", "node:dgram", "node:http", "node:https", "node:http2"],
  ...["node:fs", "node:fs/promises", "node:child_process", "node:worker_threads"],
];

const bareBuiltins = builtinModules.filter((name) => !name.startsWith("_")).join("|");
const bareBuiltin = `[source.value=/^(${bareBuiltins.replaceAll("/", "\\/")})$/]`;

const linesMax = 70;

/** max-lines-per-function, but a describe() may hold as many tests as it likes. */
const functionLines = {
  create: (context) => {
    const check = (node) => {
      const lines = node.loc.end.line - node.loc.start.line + 1;
      const { parent } = node;
      if (parent.type === "CallExpression" && parent.callee.name === "describe") return;
      if (lines > linesMax)
        context.report({ node, message: `A function of ${lines} lines, at most ${linesMax}.` });
    };
    return {
      ArrowFunctionExpression: check,
      FunctionDeclaration: check,
      FunctionExpression: check,
    };
  },
};

/** Style that a reader could argue about stays out: each of these has cost somebody a fault. */
const common = {
  "quorate/function-lines": "error",
  "no-debugger": "error",
  "no-empty": ["error", { allowEmptyCatch: true }],
  "no-restricted-syntax": [
    "error",
    { selector: "ExportDefaultDeclaration", message: "Exports have names." },
    { selector: "ExportSpecifier[exported.name='default']", message: "Exports have names." },
    { selector: "TSEnumDeclaration", message: "Erasable TypeScript only: use a union." },
    { selector: "TSParameterProperty", message: "Erasable TypeScript only." },
    { selector: `ImportDeclaration${bareBuiltin}`, message: "Write it with `node:`." },
  ],
  "no-self-compare": "error",
  "no-unreachable": "error",
  "no-unsafe-finally": "error",
  "no-var": "error",
  eqeqeq: ["error", "always", { null: "ignore" }],
  "prefer-const": "error",
  "no-duplicate-imports": ["error", { allowSeparateTypeImports: true }],
};

const typed = {
  "@typescript-eslint/no-floating-promises": "error",
  "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: false }],
  "@typescript-eslint/await-thenable": "error",
  "@typescript-eslint/switch-exhaustiveness-check": [
    "error",
    { considerDefaultExhaustiveForUnions: true },
  ],
  "@typescript-eslint/no-explicit-any": "error",
  "@typescript-eslint/no-for-in-array": "error",
  "@typescript-eslint/no-unused-vars": [
    "error",
    { argsIgnorePattern: "^_", varsIgnorePattern: "^_", caughtErrorsIgnorePattern: "^_" },
  ],
  "@typescript-eslint/only-throw-error": "error",
  "@typescript-eslint/consistent-type-imports": [
    "error",
    { fixStyle: "inline-type-imports", disallowTypeAnnotations: false },
  ],
};

/** Each workspace uses what its own package.json names; npm's hoisting would let anything pass. */
const workspaces = [
  ...["protocol", "consensus", "device-adapters", "guard", "edge-agent", "hmi"],
  ...["firmware-sim", "deploy", "bench"],
];

/** Name of the package that a bare specifier belongs to; null for files and built-ins. */
const packageOf = (specifier) => {
  if (specifier.startsWith(".") || specifier.startsWith("node:")) return null;
  return specifier.split("/").slice(0, specifier.startsWith("@") ? 2 : 1).join("/");
};

const declaredImports = {
  meta: { schema: [{ type: "string" }] },
  create: (context) => {
    const [folder] = context.options;
    const own = JSON.parse(readFileSync(`${root}${folder}/package.json`, "utf8"));
    const check = ({ source }) => {
      const name = typeof source?.value === "string" ? packageOf(source.value) : null;
      if (name === null || name === own.name || own.dependencies?.[name] !== undefined) return;
      context.report({ node: source, message: `${folder}/package.json does not name ${name}.` });
    };
    return {
      ImportDeclaration: check,
      ImportExpression: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
    };
  },
};

const declared = workspaces.map((folder) => ({
  files: [`${folder}/**/*.ts`, `${folder}/**/*.tsx`, `${folder}/**/*.js`],
  rules: { "quorate/declared-imports": ["error", folder] },
}));

export default tseslint.config(
  { ignores: ["**/node_modules/", "**/dist/", "**/coverage/", "demo/", "protocol/src/generated/"] },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  {
    files: ["**/*.ts", "**/*.tsx", "**/*.js"],
    plugins: {
      quorate: {
        rules: { "function-lines": functionLines, "declared-imports": declaredImports },
      },
    },
    languageOptions: { ecmaVersion: 2023, sourceType: "module" },
    rules: common,
  },
  {
    files: ["**/*.ts", "**/*.tsx"],
    plugins: { "@typescript-eslint": tseslint.plugin },
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: {
        project: ["./tsconfig.json", "./hmi/web/tsconfig.json"],
        tsconfigRootDir: root,
      },
    },
    rules: typed,
  },
  ...declared,
  {
    files: ["consensus/src/**/*.ts"],
    rules: {
      "no-restricted-globals": noGlobals(clockMessage),
      "no-restricted-properties": noRandom(clockMessage),
      "no-restricted-imports": [
        "error",
        { patterns: [{ group: ["node:*"], message: "consensus is a pure function." }] },
      ],
    },
  },
  {
    files: ["protocol/src/**/*.ts"],
    ignores: ["protocol/src/node/**"],
    rules: {
      "no-restricted-globals": [
        "error",
        { name: "Buffer", message: "The browser has none: Uint8Array." },
        { name: "process", message: "The browser has none." },
      ],
      "no-restricted-imports": [
        "error",
        { patterns: [{ group: ["node:*"], message: "A browser runs this: protocol/src/node." }] },
      ],
    },
  },
  {
    // The five that make the guard's edge to the world; what decides and writes is given it.
    files: ["guard/src/**/*.ts"],
    ignores: ["main", "home", "alarm-file", "fence-file", "read-only-server"].map(
      (name) => `guard/src/${name}.ts`,
    ),
    rules: {
      "no-restricted-globals": noGlobals(ioMessage),
      "no-restricted-properties": noRandom(ioMessage),
      "no-restricted-imports": ["error", { paths: sockets.map((name) => ({ name })) }],
    },
  },
  {
    files: ["edge-agent/src/**/*.ts"],
    ignores: ["edge-agent/src/io/**", "edge-agent/src/cli/**", "edge-agent/src/main.ts"],
    rules: {
      "no-restricted-globals": noGlobals(ioMessage),
      "no-restricted-properties": noRandom(ioMessage),
      "no-restricted-imports": ["error", { paths: sockets.map((name) => ({ name })) }],
    },
  },
  {
    files: ["edge-agent/src/cli/**/*.ts", "edge-agent/src/main.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          paths: sockets
            .filter((name) => !name.startsWith("node:fs"))
            .map((name) => ({ name, message: "Sockets are made in edge-agent/src/io." })),
        },
      ],
    },
  },
  { files: ["*.config.js"], rules: { "no-restricted-syntax": "off" } },
);

import "uplot/dist/uPlot.min.css";
import "./style/tokens.css";
import "./style/fonts.css";
import "./style/base.css";
import "./style/shell.css";
import "./style/parts.css";
import "./style/pages.css";
import { render } from "preact";
import { loadKeys, watchIdle } from "./command/session.ts";
import { link } from "./live/live.ts";
import { listenToKeys } from "./ui/keys.ts";
import { applyPrefs } from "./ui/prefs.ts";
import { Shell } from "./ui/shell.tsx";

applyPrefs();
const root = document.getElementById("app");
if (root !== null) render(<Shell />, root);
link.start();
listenToKeys();
watchIdle();
// A browser that keeps nothing (a private window) still shows everything.
void loadKeys().catch(() => {});

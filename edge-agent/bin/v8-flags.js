import { setFlagsFromString } from "node:v8";

// V8 lets garbage grow to several times what is alive before it collects; an edge box has other
// uses for its memory. Measured under load: a third less of it, at the same share of the cores.
setFlagsFromString("--heap-growing-percent=40");
// And it leaves holes between what is alive: without this, 20 MB more of an agent every half
// minute, given back only now and then.
setFlagsFromString("--optimize-for-size");

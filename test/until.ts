export { type Deadline, until } from "@quorate/deploy";

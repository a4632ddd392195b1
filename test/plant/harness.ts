export * from "@quorate/deploy";

/** The release that this program is of, as packages and metrics name it. */
export const release = "0.1.0";

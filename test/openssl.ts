/**
 * The environment for the system's OpenSSL. What makes OPC UA certificates in this process sets
 * OPENSSL_CONF, also to what is no file.
 */
export const opensslEnv = (): NodeJS.ProcessEnv => {
  const { OPENSSL_CONF: _conf, ...env } = process.env;
  return env;
};

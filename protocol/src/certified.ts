declare const certifiedBrand: unique symbol;
declare const verifiedBrand: unique symbol;

/** Something more than two thirds of the roster signed; only `certify` makes one (S1). */
export type Certified<T> = T & { readonly [certifiedBrand]: true };

/** Something whose signature was checked against the key it names; `openEnvelope` makes it. */
export type Verified<T> = T & { readonly [verifiedBrand]: true };

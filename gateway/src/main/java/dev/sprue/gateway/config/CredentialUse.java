package dev.sprue.gateway.config;

/** In which header a credential goes that could be a key or a token. */
public enum CredentialUse implements Keyed {
    /** The one in which the provider's type takes keys, as with {@code apiKey}. */
    KEY("key"),
    /** {@code Authorization: Bearer}. */
    BEARER("bearer");

    private final String key;

    CredentialUse(String key) {
        this.key = key;
    }

    @Override
    public String key() {
        return key;
    }
}

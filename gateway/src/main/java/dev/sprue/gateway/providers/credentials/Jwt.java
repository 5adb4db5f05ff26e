package dev.sprue.gateway.providers.credentials;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.gateway.config.Secret;
import dev.sprue.gateway.http.tls.Pem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.PSSParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/** Makes signed statements about oneself: JSON web tokens (RFC 7519) by RS256 and PS256 (RFC 7518, sections 3.3 and 3.5). */
final class Jwt {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private final ObjectNode header;
    private final ObjectNode claims = JsonNodeFactory.instance.objectNode();

    private Jwt(String algorithm) {
        header = JsonNodeFactory.instance.objectNode().put("alg", algorithm).put("typ", "JWT");
    }

    /** One that is signed by RSASSA-PKCS1-v1_5 with SHA-256. */
    static Jwt rs256() {
        return new Jwt("RS256");
    }

    /** One that is signed by RSASSA-PSS with SHA-256. */
    static Jwt ps256() {
        return new Jwt("PS256");
    }

    Jwt header(String name, String value) {
        header.put(name, value);
        return this;
    }

    Jwt claim(String name, String value) {
        claims.put(name, value);
        return this;
    }

    Jwt claim(String name, Instant value) {
        claims.put(name, value.getEpochSecond());
        return this;
    }

    /** Says when it was made and until when it holds. */
    Jwt from(Instant now, Duration life) {
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(life).getEpochSecond());
        return this;
    }

    /** Signs it. */
    Secret sign(PrivateKey key) throws IOException {
        String text = encoded(header) + "." + encoded(claims);
        try {
            Signature signature = signature();
            signature.initSign(key);
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return new Secret(text + "." + BASE64.encodeToString(signature.sign()));
        } catch (GeneralSecurityException unusable) {
            throw new IOException(
                    "the private key cannot sign " + header.get("alg").asText());
        }
    }

    private Signature signature() throws GeneralSecurityException {
        if (header.get("alg").asText().equals("RS256")) {
            return Signature.getInstance("SHA256withRSA");
        }
        Signature pss = Signature.getInstance("RSASSA-PSS");
        pss.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
        return pss;
    }

    private static String encoded(ObjectNode json) {
        return BASE64.encodeToString(json.toString().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The RSA key in a PEM text.
     *
     * @param where what holds it, for the message
     */
    static PrivateKey rsaKey(String pem, String where) throws IOException {
        Optional<Pem.KeyBlock> block =
                Pem.privateKey(pem).filter(key -> key.label().equals("PRIVATE KEY"));
        if (block.isPresent()) {
            try {
                return KeyFactory.getInstance("RSA")
                        .generatePrivate(new PKCS8EncodedKeySpec(block.get().der()));
            } catch (GeneralSecurityException unreadable) {
                // Told below; the cause would quote nothing that helps.
            }
        }
        throw new IOException(where + " holds no unencrypted RSA key as PKCS#8 (-----BEGIN PRIVATE KEY-----)");
    }
}

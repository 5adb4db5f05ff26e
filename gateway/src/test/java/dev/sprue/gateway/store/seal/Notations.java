package dev.sprue.gateway.store.seal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The ways in which a secret can stand in a file: as it is, in other encodings, and what it stands for itself. */
final class Notations {

    private Notations() {}

    /** All of them, as texts whose characters stand for bytes. */
    static Set<String> of(String secret) {
        List<byte[]> values = new ArrayList<>();
        for (String text : List.of(
                secret,
                secret.toUpperCase(Locale.ROOT),
                new StringBuilder(secret).reverse().toString())) {
            values.add(text.getBytes(StandardCharsets.UTF_8));
        }
        values.add(secret.getBytes(StandardCharsets.UTF_16LE));
        values.add(secret.getBytes(StandardCharsets.UTF_16BE));
        if (secret.matches("([0-9a-f]{2})+")) {
            values.add(HexFormat.of().parseHex(secret));
        }
        Set<String> notations = new LinkedHashSet<>();
        for (byte[] value : values) {
            notations.add(new String(value, StandardCharsets.ISO_8859_1));
            String hex = HexFormat.of().formatHex(value);
            notations.add(hex);
            notations.add(hex.toUpperCase(Locale.ROOT));
            base64(value, notations);
        }
        return notations;
    }

    /** In the middle of something longer a value has one of three forms; the ends depend on what stands around it. */
    private static void base64(byte[] value, Set<String> notations) {
        for (int before = 0; before < 3; before++) {
            byte[] shifted = new byte[before + value.length];
            System.arraycopy(value, 0, shifted, before, value.length);
            for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
                String text = encoder.withoutPadding().encodeToString(shifted);
                int from = before == 0 ? 0 : before + 1;
                int to = shifted.length * 8 / 6;
                notations.add(text.substring(from, to));
            }
        }
    }
}

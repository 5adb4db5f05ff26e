package dev.sprue.gateway.error;

/** Texts of callers and providers, as an error may show them: never long, never half a character. */
public final class Shown {

    private static final char REPLACEMENT = '\uFFFD';

    private Shown() {}

    /**
     * The text, cut where it is longer than {@code maxChars}. A surrogate without its other half, which no UTF-8 can
     * hold, becomes U+FFFD.
     */
    public static String text(String text, int maxChars) {
        String shown = text;
        if (text.length() > maxChars) {
            boolean splits = Character.isHighSurrogate(text.charAt(maxChars - 1));
            shown = text.substring(0, splits ? maxChars - 1 : maxChars) + "...";
        }
        StringBuilder whole = null;
        for (int i = 0; i < shown.length(); i++) {
            char c = shown.charAt(i);
            if (Character.isSurrogate(c)) {
                if (i + 1 < shown.length() && Character.isSurrogatePair(c, shown.charAt(i + 1))) {
                    i++;
                } else {
                    whole = whole == null ? new StringBuilder(shown) : whole;
                    whole.setCharAt(i, REPLACEMENT);
                }
            }
        }
        return whole == null ? shown : whole.toString();
    }
}

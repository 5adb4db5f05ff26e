package dev.sprue.engine.chat;

import java.util.List;

/**
 * Cuts text at the first stop string, wherever token borders fall. Text that may yet turn out to be the beginning of a
 * stop string is held back.
 *
 * <p>"First" is the stop string that is complete first; of several complete at the same character the longest, which
 * begins earliest. So the result does not depend on how the text was cut into tokens.
 */
final class StopFilter {
    private final List<String> stops;
    private final StringBuilder held = new StringBuilder();
    private boolean stopped;

    /** Creates a filter; {@code stops} are not empty strings. */
    StopFilter(List<String> stops) {
        this.stops = stops;
    }

    /** Returns whether a stop string was found. Later text is dropped. */
    boolean stopped() {
        return stopped;
    }

    /** Adds text and returns what can be shown now; it may be empty. */
    String add(String text) {
        if (stopped || text.isEmpty()) {
            return "";
        }
        if (stops.isEmpty()) {
            return text;
        }
        int unseen = held.length();
        held.append(text);
        for (int end = unseen + 1; end <= held.length(); end++) {
            int start = stopEndingAt(end);
            if (start >= 0) {
                stopped = true;
                return take(start);
            }
        }
        return take(held.length() - possibleStopLength());
    }

    /** Returns what was held back, once it is sure that nothing follows. */
    String finish() {
        return stopped ? "" : take(held.length());
    }

    private int stopEndingAt(int end) {
        int earliest = -1;
        for (String stop : stops) {
            int start = end - stop.length();
            if (start >= 0 && matches(stop, start, stop.length()) && (earliest < 0 || start < earliest)) {
                earliest = start;
            }
        }
        return earliest;
    }

    /** Returns the length of the longest end of the held text with which a stop string begins. */
    private int possibleStopLength() {
        int longest = 0;
        for (String stop : stops) {
            for (int length = Math.min(stop.length() - 1, held.length()); length > longest; length--) {
                if (matches(stop, held.length() - length, length)) {
                    longest = length;
                }
            }
        }
        return longest;
    }

    private boolean matches(String stop, int at, int length) {
        for (int i = 0; i < length; i++) {
            if (held.charAt(at + i) != stop.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private String take(int length) {
        String taken = held.substring(0, length);
        held.delete(0, length);
        return taken;
    }
}

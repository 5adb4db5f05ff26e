package dev.sprue.gateway.config;

/**
 * What an entry of a blocklist forbids.
 *
 * @param pattern a word, or a regular expression of RE2, of at most 1,000 characters
 * @param isRegex whether it is a regular expression
 */
public record RaiBlocklistItemProperties(
        String pattern, @Default("false") boolean isRegex) {}

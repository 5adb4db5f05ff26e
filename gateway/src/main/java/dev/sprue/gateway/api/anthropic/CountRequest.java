package dev.sprue.gateway.api.anthropic;

/**
 * A request whose tokens are to be counted.
 *
 * @param model the deployment that it names
 * @param tokens the estimate, at least 1
 */
record CountRequest(String model, long tokens) {}

package dev.sprue.gateway.cli.management;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What the service answered to a call that it did.
 *
 * @param status the HTTP status, 200 to 299
 * @param body the JSON; missing where there is no body
 */
public record Answer(int status, JsonNode body) {}

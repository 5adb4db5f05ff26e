package dev.sprue.gateway.providers.probe;

import java.util.List;

/**
 * What came of asking a provider for its models.
 *
 * @param result whether it answered, which also says whether it takes the credential
 * @param models what it listed; none where it did not answer
 */
public record ModelList(ProbeResult result, List<ListedModel> models) {}

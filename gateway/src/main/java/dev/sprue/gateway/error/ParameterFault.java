package dev.sprue.gateway.error;

import java.util.List;

/**
 * One parameter at fault, as the {@code detail} list of the Model Inference API names it.
 *
 * @param location where it stands, outermost first, {@code body} or {@code header} before all: names, and places in arrays as
 *     {@code Integer}s from 0
 * @param input what was sent, as JSON text, shortened if long
 * @param type the kind of fault in one word with underscores ({@code extra_forbidden})
 * @param message the fault in a sentence
 */
public record ParameterFault(List<Object> location, String input, String type, String message) {}
